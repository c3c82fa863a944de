import { CodeActionKind, type CodeAction, type WorkspaceEdit } from 'vscode-languageserver';
import type { Analysis, Finding } from '../engine/analysis.js';
import { ignoreEdits, type IgnoreScope } from '../engine/ignore.js';
import { textOf } from '../engine/message.js';
import type { Edit } from '../text/edit.js';
import type { ActionScene } from './actions.js';
import { toWorkspaceEdit } from './convert.js';
import { toDiagnostic } from './diagnostics.js';
import { ignoreCommand, type IgnorableFinding, type IgnoreOffer, type IgnoreParams } from './protocol.js';

/** What stands in a suppression for the reason until the person writes one. */
const reasonToFill = 'reason';
