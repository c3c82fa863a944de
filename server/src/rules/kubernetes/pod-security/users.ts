import { say, type Message } from '../../../engine/message.js';
import { effective } from '../../../kubernetes/inherit.js';
import type { Container } from '../../../kubernetes/model.js';
import type { RuleContext } from '../../../engine/rule.js';

/** The user id that fixes propose unless the option `user` names another: `nonroot` of the distroless images. */
const usualUser = 65532;

/** The user id to propose; below 65536, because a user namespace of a pod has no others. */
export function proposedUser({ options }: RuleContext): number {
  const { user } = options;
  return typeof user === 'number' && Number.isInteger(user) && user > 0 && user < 65536 ? user : usualUser;
}

/** Whether the container is told to run as root. */
export function runsAsRoot(container: Container): boolean {
  return effective(container, 'runAsUser').is(0);
}

/** Whether the manifest keeps the container from starting as root, whatever its image says. */
export function isKeptFromRoot(container: Container): boolean {
  return hasOrdinaryUser(container) || effective(container, 'runAsNonRoot').is(true);
}

/**
 * Whether no process of the container can use a capability that it is given: none starts as root, and none can become root or gain
 * capabilities by its file (kubernetes/kubernetes#56374).
 */
export function canUseNoCapability(container: Container): boolean {
  return isKeptFromRoot(container) && container.securityContext.get('allowPrivilegeEscalation').is(false);
}

/** Says that a container for which `canUseNoCapability` holds is given one. */
export function ofNoUse(capability: string, { name }: Container): Message {
  return say`Capability '${capability}' is of no use to container '${name}', which is not root and may not gain privileges; Pod Security refuses the pod for it all the same.`;
}

/** Whether the container is told to run as a user other than root, whatever its image says. */
export function hasOrdinaryUser(container: Container): boolean {
  const user = effective(container, 'runAsUser').scalar;
  return typeof user === 'number' && user > 0;
}
