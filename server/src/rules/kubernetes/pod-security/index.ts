import type { Rule } from '../../../engine/rule.js';
import { privilegedContainer } from './privileged-container.js';
import { hostNetwork } from './host-network.js';
import { hostPid } from './host-pid.js';
import { hostIpc } from './host-ipc.js';
import { hostPort } from './host-port.js';
import { hostPathVolume } from './host-path-volume.js';
import { hostPathSensitive } from './host-path-sensitive.js';
import { hostPathWritable } from './host-path-writable.js';
import { containerRuntimeSocket } from './container-runtime-socket.js';
import { dangerousCapability } from './dangerous-capability.js';
import { capabilityAdded } from './capability-added.js';
import { capabilitiesNotDropped } from './capabilities-not-dropped.js';
import { capabilityMisspelled } from './capability-misspelled.js';
import { allowPrivilegeEscalation } from './allow-privilege-escalation.js';
import { runAsNonRoot } from './run-as-non-root.js';
import { runAsRootUser } from './run-as-root-user.js';
import { runAsRootGroup } from './run-as-root-group.js';
import { runAsLowUid } from './run-as-low-uid.js';
import { writableRootFilesystem } from './writable-root-filesystem.js';
import { seccompProfileMissing } from './seccomp-profile-missing.js';
import { seccompUnconfined } from './seccomp-unconfined.js';
import { seccompAnnotation } from './seccomp-annotation.js';
import { apparmorUnconfined } from './apparmor-unconfined.js';
import { apparmorAnnotation } from './apparmor-annotation.js';
import { apparmorProfileMissing } from './apparmor-profile-missing.js';
import { selinuxOptions } from './selinux-options.js';
import { procMount } from './proc-mount.js';
import { unsafeSysctl } from './unsafe-sysctl.js';
import { restrictedVolumeType } from './restricted-volume-type.js';
import { gitRepoVolume } from './git-repo-volume.js';
import { windowsHostProcess } from './windows-host-process.js';
import { probeHost } from './probe-host.js';
import { hostUsers } from './host-users.js';
import { misplacedSecurityField } from './misplaced-security-field.js';
import { misspelledSecurityField } from './misspelled-security-field.js';
import { shareProcessNamespace } from './share-process-namespace.js';
import { hostAliases } from './host-aliases.js';
import { securityContextMissing } from './security-context-missing.js';
import { privilegedPort } from './privileged-port.js';
import { sshInContainer } from './ssh-in-container.js';
import { sudoInCommand } from './sudo-in-command.js';
import { gitSyncAbuse } from './git-sync-abuse.js';
import { windowsLinuxMix } from './windows-linux-mix.js';
import { ephemeralContainerInManifest } from './ephemeral-container-in-manifest.js';
import { staleDebugSettings } from './stale-debug-settings.js';

/** The rules about what a pod and its containers may do; findings at one place come in this order. */
export const podSecurityRules: readonly Rule[] = [
  privilegedContainer,
  hostNetwork,
  hostPid,
  hostIpc,
  hostPort,
  hostPathVolume,
  hostPathSensitive,
  hostPathWritable,
  containerRuntimeSocket,
  dangerousCapability,
  capabilityAdded,
  capabilitiesNotDropped,
  capabilityMisspelled,
  allowPrivilegeEscalation,
  runAsNonRoot,
  runAsRootUser,
  runAsRootGroup,
  runAsLowUid,
  writableRootFilesystem,
  seccompProfileMissing,
  seccompUnconfined,
  seccompAnnotation,
  apparmorUnconfined,
  apparmorAnnotation,
  apparmorProfileMissing,
  selinuxOptions,
  procMount,
  unsafeSysctl,
  restrictedVolumeType,
  gitRepoVolume,
  windowsHostProcess,
  probeHost,
  hostUsers,
  misplacedSecurityField,
  misspelledSecurityField,
  shareProcessNamespace,
  hostAliases,
  securityContextMissing,
  privilegedPort,
  sshInContainer,
  sudoInCommand,
  gitSyncAbuse,
  windowsLinuxMix,
  ephemeralContainerInManifest,
  staleDebugSettings,
];
