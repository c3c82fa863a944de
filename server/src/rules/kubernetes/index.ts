import type { Rule } from '../../engine/rule.js';
import { privilegedContainer } from './pod-security/privileged-container.js';
import { hostNetwork } from './pod-security/host-network.js';
import { hostPid } from './pod-security/host-pid.js';
import { hostIpc } from './pod-security/host-ipc.js';
import { hostPort } from './pod-security/host-port.js';
import { hostPathVolume } from './pod-security/host-path-volume.js';
import { hostPathSensitive } from './pod-security/host-path-sensitive.js';
import { hostPathWritable } from './pod-security/host-path-writable.js';
import { containerRuntimeSocket } from './pod-security/container-runtime-socket.js';
import { dangerousCapability } from './pod-security/dangerous-capability.js';
import { capabilityAdded } from './pod-security/capability-added.js';
import { capabilitiesNotDropped } from './pod-security/capabilities-not-dropped.js';
import { capabilityMisspelled } from './pod-security/capability-misspelled.js';
import { allowPrivilegeEscalation } from './pod-security/allow-privilege-escalation.js';
import { runAsNonRoot } from './pod-security/run-as-non-root.js';
import { runAsRootUser } from './pod-security/run-as-root-user.js';
import { runAsRootGroup } from './pod-security/run-as-root-group.js';
import { runAsLowUid } from './pod-security/run-as-low-uid.js';
import { writableRootFilesystem } from './pod-security/writable-root-filesystem.js';
import { seccompProfileMissing } from './pod-security/seccomp-profile-missing.js';
import { seccompUnconfined } from './pod-security/seccomp-unconfined.js';
import { seccompAnnotation } from './pod-security/seccomp-annotation.js';
import { apparmorUnconfined } from './pod-security/apparmor-unconfined.js';
import { apparmorAnnotation } from './pod-security/apparmor-annotation.js';
import { apparmorProfileMissing } from './pod-security/apparmor-profile-missing.js';
import { selinuxOptions } from './pod-security/selinux-options.js';
import { procMount } from './pod-security/proc-mount.js';
import { unsafeSysctl } from './pod-security/unsafe-sysctl.js';
import { restrictedVolumeType } from './pod-security/restricted-volume-type.js';
import { gitRepoVolume } from './pod-security/git-repo-volume.js';
import { windowsHostProcess } from './pod-security/windows-host-process.js';
import { probeHost } from './pod-security/probe-host.js';
import { hostUsers } from './pod-security/host-users.js';
import { misplacedSecurityField } from './pod-security/misplaced-security-field.js';
import { misspelledSecurityField } from './pod-security/misspelled-security-field.js';
import { shareProcessNamespace } from './pod-security/share-process-namespace.js';
import { hostAliases } from './pod-security/host-aliases.js';
import { securityContextMissing } from './pod-security/security-context-missing.js';
import { privilegedPort } from './pod-security/privileged-port.js';
import { sshInContainer } from './pod-security/ssh-in-container.js';
import { sudoInCommand } from './pod-security/sudo-in-command.js';
import { gitSyncAbuse } from './pod-security/git-sync-abuse.js';
import { windowsLinuxMix } from './pod-security/windows-linux-mix.js';
import { ephemeralContainerInManifest } from './pod-security/ephemeral-container-in-manifest.js';
import { staleDebugSettings } from './pod-security/stale-debug-settings.js';
import { automountServiceAccountToken } from './service-account/automount-service-account-token.js';
import { defaultServiceAccount } from './service-account/default-service-account.js';
import { imageLatestTag } from './image/image-latest-tag.js';
import { memoryLimit } from './resources/memory-limit.js';
import { secretLiteralEnv } from './secrets/secret-literal-env.js';
import { imageDigest } from './image/image-digest.js';
import { imageRegistry } from './image/image-registry.js';
import { imageDeprecatedRegistry } from './image/image-deprecated-registry.js';
import { imagePullPolicy } from './image/image-pull-policy.js';
import { imageReferenceInvalid } from './image/image-reference-invalid.js';
import { cpuLimit } from './resources/cpu-limit.js';
import { memoryRequest } from './resources/memory-request.js';
import { cpuRequest } from './resources/cpu-request.js';
import { ephemeralStorageLimit } from './resources/ephemeral-storage-limit.js';
import { emptyDirSizeLimit } from './resources/empty-dir-size-limit.js';
import { requestExceedsLimit } from './resources/request-exceeds-limit.js';
import { unknownPriorityClass } from './resources/unknown-priority-class.js';
import { priorityClassAbuse } from './resources/priority-class-abuse.js';
import { namespaceWithoutQuota } from './namespace/namespace-without-quota.js';
import { serviceAccountAutomount } from './service-account/service-account-automount.js';
import { deprecatedServiceAccountField } from './service-account/deprecated-service-account-field.js';
import { unknownServiceAccount } from './service-account/unknown-service-account.js';
import { sharedServiceAccount } from './service-account/shared-service-account.js';
import { serviceAccountLegacySecrets } from './service-account/service-account-legacy-secrets.js';
import { serviceAccountTokenSecret } from './service-account/service-account-token-secret.js';
import { defaultServiceAccountBinding } from './rbac/default-service-account-binding.js';
import { secretLiteralArgs } from './secrets/secret-literal-args.js';
import { secretEnv } from './secrets/secret-env.js';
import { configmapSecret } from './secrets/configmap-secret.js';
import { secretInManifest } from './secrets/secret-in-manifest.js';
import { secretInvalidBase64 } from './secrets/secret-invalid-base64.js';
import { secretTrailingNewline } from './secrets/secret-trailing-newline.js';
import { secretTooLarge } from './secrets/secret-too-large.js';
import { secretEnvNameInvalid } from './secrets/secret-env-name-invalid.js';
import { unknownSecretReference } from './secrets/unknown-secret-reference.js';
import { secretVolumeMode } from './secrets/secret-volume-mode.js';

/** The rules about Kubernetes objects; findings at one place come in this order. */
export const kubernetesRules: readonly Rule[] = [
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
  automountServiceAccountToken,
  defaultServiceAccount,
  imageLatestTag,
  memoryLimit,
  secretLiteralEnv,
  imageDigest,
  imageRegistry,
  imageDeprecatedRegistry,
  imagePullPolicy,
  imageReferenceInvalid,
  cpuLimit,
  memoryRequest,
  cpuRequest,
  ephemeralStorageLimit,
  emptyDirSizeLimit,
  requestExceedsLimit,
  unknownPriorityClass,
  priorityClassAbuse,
  namespaceWithoutQuota,
  serviceAccountAutomount,
  deprecatedServiceAccountField,
  unknownServiceAccount,
  sharedServiceAccount,
  serviceAccountLegacySecrets,
  serviceAccountTokenSecret,
  defaultServiceAccountBinding,
  secretLiteralArgs,
  secretEnv,
  configmapSecret,
  secretInManifest,
  secretInvalidBase64,
  secretTrailingNewline,
  secretTooLarge,
  secretEnvNameInvalid,
  unknownSecretReference,
  secretVolumeMode,
];
