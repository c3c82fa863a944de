import type { Message } from '../../../engine/message.js';
import type { Fix } from '../../../engine/rule.js';
import type { PodSpec } from '../../../kubernetes/model.js';
import { placeholder, set } from '../../../yaml/change.js';
import type { YamlValue } from '../../../yaml/value.js';
import { unlessShared } from '../fixes.js';

/** The fix that sets a limit: the request, else what the settings say, else what is usual. None where the request is not known. */
export function limitedTo(
  limit: YamlValue,
  request: YamlValue,
  chosen: unknown,
  usual: string,
  title: Message,
): readonly Fix[] {
  if (request.exists && request.text === undefined) return [];
  // The API refuses a limit below the request.
  const amount = request.text ?? (typeof chosen === 'string' ? chosen : usual);
  return unlessShared(
    [limit],
    [{ title, applicability: 'placeholder', changes: () => [set(limit, placeholder(amount))] }],
  );
}

/** The fix that sets a request. None in a pod with resources of its own, which the requests of its containers must not exceed in sum. */
export function requesting(
  { value }: PodSpec,
  request: YamlValue,
  chosen: unknown,
  usual: string,
  title: Message,
): readonly Fix[] {
  if (value.get('resources').exists) return [];
  const amount = typeof chosen === 'string' ? chosen : usual;
  return unlessShared(
    [request],
    [{ title, applicability: 'placeholder', changes: () => [set(request, placeholder(amount))] }],
  );
}
