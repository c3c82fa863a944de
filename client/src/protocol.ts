import type { Disposable } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type {
  ClientNotifications,
  ClientRequests,
  ServerNotifications,
  ServerRequests,
} from '../../server/src/lsp/protocol.js';

/** Sends one of the server's own requests. */
export function askServer<Method extends keyof ServerRequests>(
  client: BaseLanguageClient,
  method: Method,
  params: Parameters<ServerRequests[Method]>[0],
): Promise<ReturnType<ServerRequests[Method]>> {
  return client.sendRequest<ReturnType<ServerRequests[Method]>>(method, params);
}

/** Sends one of the server's own notifications. */
export function tellServer<Method extends keyof ServerNotifications>(
  client: BaseLanguageClient,
  method: Method,
  params: ServerNotifications[Method],
): Promise<void> {
  return client.sendNotification(method, params);
}

type ReadFile = ClientRequests['bulkhead/readFile'];

/** Answers the server's request for a file. */
export function onRead(
  client: BaseLanguageClient,
  answer: (params: Parameters<ReadFile>[0]) => Promise<ReturnType<ReadFile>>,
): Disposable {
  return client.onRequest('bulkhead/readFile' satisfies keyof ClientRequests, answer);
}

/** Listens to what the server's checks found. */
export function onStatus(
  client: BaseLanguageClient,
  listen: (params: ClientNotifications['bulkhead/status']) => void,
): Disposable {
  return client.onNotification('bulkhead/status' satisfies keyof ClientNotifications, listen);
}
