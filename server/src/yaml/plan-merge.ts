import type { YamlChange, YamlData } from './change.js';
import { compareKeys, compareText, identityOf as identity, isOrdered, type KeyPath } from './key-order.js';
