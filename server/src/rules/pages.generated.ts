// Written by scripts/generate.mjs from docs/rules.

/** What the page of each rule says in short; Markdown. */
export const pages: Readonly<Record<string, { readonly what: string; readonly why: string }>> = {
  'privileged-container': {
    what: 'A container runs with `privileged: true`.',
    why: "A privileged container has every capability, sees the devices of the node and is limited by no seccomp or AppArmor profile.\nWhoever breaks into it can mount the node's disk and so owns the node, its credentials and every pod on it.",
  },
  'host-network': {
    what: 'Pods use the network of their node (`hostNetwork: true`).',
    why: "An attacker in such a pod reaches what listens on the node's loopback address, can watch the node's traffic if the container has the\ncapability for it, and speaks with the node's address. Most network plugins do not apply NetworkPolicies to these pods. Each `containerPort`\nis a port of the node, too.",
  },
  'host-pid': {
    what: 'Pods see the processes of their node (`hostPID: true`).',
    why: 'An attacker in such a pod lists every process of the node with its command line, where passwords often stand, and as root can end them.\nIf a container is privileged or has the capability `SYS_PTRACE` it can also read and change their memory: the node is lost.',
  },
  'host-ipc': {
    what: 'Pods share the memory and message queues of their node (`hostIPC: true`).',
    why: 'Programs of one machine talk through shared memory, semaphores and message queues. With `hostIPC` an attacker in the pod meets those of\nthe node and of other pods that share them, and may read or change what their permissions allow.',
  },
  'host-port': {
    what: 'A container takes a port of its node (`hostPort`).',
    why: 'The port is open on the address of every node that runs the pod. Whoever reaches the node, often a larger circle than the users of the\ncluster, talks to the container without passing a Service or an Ingress.',
  },
  'host-path-volume': {
    what: 'A volume is a directory or file of the node (`hostPath`).',
    why: 'What a pod writes there outlives it and meets other pods that mount the same path. An attacker in one pod can read their data and\nleave files behind for them, and a path chosen carelessly is a way onto the node.',
  },
  'host-path-sensitive': {
    what: 'A volume opens files of the node that the node itself relies on.',
    why: 'In `/etc`, `/var/lib/kubelet`, `/proc` or `/` stand credentials, the configuration of the node and the files of all other pods. An attacker\nwho may write there takes over the node, for instance by a cron job, by `/proc/sys/kernel/core_pattern` or by a static pod; one who may only\nread finds keys and tokens.',
  },
  'host-path-writable': {
    what: 'A container may write to a directory of its node, through a `hostPath` volume that is not mounted read-only.',
    why: 'What an attacker in the container writes there outlives the pod, and other pods and the node read it: they replace programs, settings or\nlogs. Reading alone gives away what is there; writing is often enough to own the node.',
  },
  'container-runtime-socket': {
    what: 'A volume holds the socket of the container runtime.',
    why: "The runtime (Docker, containerd, CRI-O) does as root what it is told over its socket. Whoever breaks into the pod starts a privileged\ncontainer with the node's disk in it, and owns the node. A read-only mount does not help: it protects the file, not what is said over it.",
  },
  'dangerous-capability': {
    what: 'A container is given a Linux capability that reaches beyond it.',
    why: "A capability is one of the rights of root. `SYS_ADMIN`, `SYS_MODULE`, `SYS_PTRACE`, `DAC_READ_SEARCH` and their like let an attacker in the\ncontainer act on the node's kernel, files or processes; `NET_ADMIN` and `NET_RAW` on the network.",
  },
  'capability-added': {
    what: 'A container adds a Linux capability that containers do not have by default, or that Pod Security does not allow.',
    why: "Each capability is a part of what root may do. Whoever breaks into the container has it too, also as a user other than root if the\nprogram's file carries it, and gets more code of the kernel to try. Pod Security level `baseline` allows the usual ones only, `restricted`\n(since Kubernetes 1.22) only `NET_BIND_SERVICE`.\n\nPod Security compares the exact text: it refuses `CAP_CHOWN` and `chown` although it knows `CHOWN`.",
  },
  'capabilities-not-dropped': {
    what: 'A container does not drop all Linux capabilities.',
    why: 'A container starts with about a dozen rights of root, such as changing the owner of any file and becoming another user. Most programs use\nnone of them; an attacker does. `drop: ["ALL"]` takes them away, and `add` gives back the one that is needed.',
  },
  'capability-misspelled': {
    what: 'A capability to drop is not written as Kubernetes wants it: upper case, without `CAP_`.',
    why: 'Kubernetes hands the text to the container runtime as it is. Whether that takes `net_raw` for `NET_RAW` depends on it; if not, whoever\nbreaks into the container keeps the capability. Pod Security compares the exact text, so that it does not count it either.',
  },
  'allow-privilege-escalation': {
    what: 'A process of the container may gain more rights than the one that started it.',
    why: 'An attacker who runs as an ordinary user looks for a program that runs as its owner, root: `sudo`, `su`, a forgotten helper. With\n`allowPrivilegeEscalation: false` the kernel ignores such set-user-ID bits and file capabilities (`no_new_privs`). The default is to allow them.',
  },
  'run-as-non-root': {
    what: 'Nothing keeps a container from running as root.',
    why: "Root in a container is root for the node's kernel, fenced in by namespaces and little else. A flaw in the kernel or the runtime, or a\nfile shared with the node, is worth far more to an attacker who is root already. With `runAsNonRoot: true` the node refuses to start a container as root.",
  },
  'run-as-root-user': {
    what: 'A container is told to run as root (`runAsUser: 0`).',
    why: "Root in a container is root for the node's kernel, fenced in by namespaces and little else. Whoever breaks in can use every flaw that needs\nroot, write all files of the container and of its volumes, and read what other users wrote there.",
  },
  'run-as-root-group': {
    what: 'A pod or container is told to have the group root (0).',
    why: 'Files of images and volumes often belong to the group root and may be written by it. Whoever breaks in may use them, also as a user other\nthan root.',
  },
  'run-as-low-uid': {
    what: 'A container is told to run as a user or group with a low id (up to 10000).',
    why: 'Accounts of the node have low ids. Whoever leaves the container by a fault of the kernel or of the runtime has the rights of the account\nof the same id there.',
  },
  'writable-root-filesystem': {
    what: 'A container can change the files of its own image.',
    why: 'An attacker who can write next to the program replaces it, plants a web shell or downloads tools, and all of it runs until the pod goes. With\n`readOnlyRootFilesystem: true` only volumes can be written to.',
  },
  'seccomp-profile-missing': {
    what: 'No seccomp profile limits the system calls of a container.',
    why: "The kernel has more than 300 system calls, and breaking out of a container usually goes through a flaw in one that the program never uses.\nThe profile `RuntimeDefault` of the container runtime forbids dozens of them. Without the field containers run unconfined, unless the node's\nkubelet is set to another default.",
  },
  'seccomp-unconfined': {
    what: 'Seccomp is switched off (`Unconfined`).',
    why: "The container may try every system call of the node's kernel, also those that known break-outs go through. Even where nodes confine\ncontainers by default this value switches it off.",
  },
  'seccomp-annotation': {
    what: 'An annotation names a seccomp profile, but Kubernetes reads the field `seccompProfile` only.',
    why: "The manifest looks confined and is not: since Kubernetes 1.27 nothing reads `seccomp.security.alpha.kubernetes.io/pod` and\n`container.seccomp.security.alpha.kubernetes.io/<container>`. Whoever breaks in may try every system call of the node's kernel, unless the\nnode has a default of its own. At a Deployment instead of its pods the annotation never did anything. Older scanners still count it.",
  },
  'apparmor-unconfined': {
    what: 'AppArmor is switched off (`Unconfined`), by the field `appArmorProfile` or by its old annotation.',
    why: 'On nodes with AppArmor (Ubuntu, Debian, SUSE) the runtime confines every container by default: it may not mount, nor write to dangerous\nparts of /proc and /sys. `Unconfined` takes that away, so that a mistake elsewhere, such as a capability too many, is enough for whoever\nbreaks in to leave the container.',
  },
  'apparmor-annotation': {
    what: 'An annotation names an AppArmor profile, but newer versions of Kubernetes read the field `appArmorProfile` only.',
    why: 'The annotation `container.apparmor.security.beta.kubernetes.io/<container>` is deprecated since Kubernetes 1.30. It was to lose its effect\nin 1.36 (kubernetes/enhancements#24): then the manifest looks confined, and whoever breaks into the container has only the default of the\nnode against them. The API refuses a name of no container. It refuses pods with a field that says something else, which for a Deployment\nshows only when they are created.',
  },
  'apparmor-profile-missing': {
    what: 'No AppArmor profile is named for a container.',
    why: 'Runtimes confine containers by a default profile on nodes that have AppArmor, so that this is a second line of defence: it asks for the\nprofile by name, so that the pod does not start where nobody would confine it.',
  },
  'selinux-options': {
    what: 'A pod or container chooses an SELinux type, user or role that may confine it less.',
    why: 'On nodes with SELinux (Fedora, RHEL, OpenShift) the label of a process decides which files and processes of the node it may touch. A\ncontainer gets a label that keeps it to itself. `spc_t` ("super privileged container") is not confined at all: whoever breaks in is\nstopped by nothing but ordinary permissions. Other types, users and roles may do more than `container_t` does.',
  },
  'proc-mount': {
    what: 'A container sees all of /proc (`procMount: Unmasked`).',
    why: "Runtimes hide parts of /proc, such as the kernel's keys and memory map, and make others read-only, such as its settings in /proc/sys.\n`Unmasked` shows them all: as root, whoever breaks in changes settings of the node's kernel. Kubernetes takes it only together with\n`hostUsers: false`.",
  },
  'unsafe-sysctl': {
    what: 'A pod sets a sysctl, a setting of the kernel, that is not known to be safe.',
    why: 'Some of these settings reach other pods of the node or use up its memory. Kubernetes knows a list of safe ones, which grew with its\nversions; a node refuses a pod with any other unless its administrator allowed that one. Where it is allowed, whoever may create pods sets\nit for more than their own.',
  },
  'restricted-volume-type': {
    what: 'A volume names storage outside the pod itself, such as an NFS server, instead of claiming it.',
    why: 'Whoever may create pods, or takes over what does, then chooses which server, disk or share is mounted, with the rights that the node has\nthere. With a PersistentVolumeClaim an administrator decides what there is to claim. Pod Security level `restricted` allows only\n`configMap`, `csi`, `downwardAPI`, `emptyDir`, `ephemeral`, `image`, `persistentVolumeClaim`, `projected` and `secret`. Old types that\nKubernetes has dropped keep the pod from starting.',
  },
  'git-repo-volume': {
    what: 'A volume makes the node clone a git repository (`gitRepo`).',
    why: 'The node runs git as root for the pod. A prepared repository makes it run commands there (CVE-2024-10220), so that who writes to the\nrepository, or may create pods, owns the node and everything on it. Nodes refuse such volumes by default since Kubernetes 1.33 and always\nsince 1.36, though the API still takes the pod, which then does not start.',
  },
  'windows-host-process': {
    what: 'A container runs as a process of its Windows node (`hostProcess: true`).',
    why: 'It has no isolation at all: it sees the files, processes and network of the node, with the rights of the account that it names, often `NT\nAUTHORITY\\SYSTEM`. Whoever breaks in is on the node.',
  },
  'probe-host': {
    what: 'A probe or a lifecycle hook names a host, so that the node asks that host and not the pod.',
    why: 'The kubelet makes the request from the node. Whoever may create pods reaches by it, over and over, what network policies keep pods from:\nservices that listen on the node alone, the metadata service of the cloud, other networks; whether the pod becomes ready tells them the\nanswer (server-side request forgery). A probe of another host also says nothing about the pod.',
  },
  'host-users': {
    what: '`hostUsers: false` stands beside something that Kubernetes refuses with it; or the pod keeps the users of its node on purpose.',
    why: 'With `hostUsers: false` a pod has users of its own: root in it is nobody on the node, so that whoever leaves the container has no rights\nthere. It cannot have that and share the processes, memory, network or block devices of the node, and it has the ids 0 to 65535 only.',
  },
  'misplaced-security-field': {
    what: 'A security setting stands where Kubernetes does not look for it.',
    why: "Some fields exist only in a container's security context and some only in the pod's. At the wrong level the API server drops them, with a\nwarning at most, if the client does not ask for strict validation (kubectl does, Helm and most others do not). The file looks\nprotected and the pods are not.",
  },
  'misspelled-security-field': {
    what: 'A field of a security context is misspelt, or its value true or false is in quotes.',
    why: 'The API server drops a field that it does not know, with a warning at most, if the client does not ask for strict validation (kubectl\ndoes, Helm and most others do not). The manifest looks hardened and the container is not: whoever breaks in has what the setting was to\ntake away. A value in quotes makes the API refuse the whole object.',
  },
  'share-process-namespace': {
    what: 'The containers of a pod see the processes of each other (`shareProcessNamespace: true`).',
    why: 'Whoever breaks into one of them reads the variables, and through `/proc/<pid>/root` the files, of the others as far as their user may, and\nmay send signals to them. Secrets of one container are no longer its own.',
  },
  'host-aliases': {
    what: 'A pod has addresses for host names of its own (`hostAliases`).',
    why: 'They stand in its `/etc/hosts` and go before the DNS of the cluster. Whoever may change the manifest leads the connections of the pod to a\nhost of their own, and nobody who looks at the DNS sees it.',
  },
  'security-context-missing': {
    what: 'Neither the pod nor any of its containers has a security context.',
    why: 'Kubernetes then gives the containers all that it gives by default: root if the image says so, many capabilities, every system call.\nWhoever breaks in has it, too.',
  },
  'privileged-port': {
    what: 'A container listens on a port below 1024.',
    why: 'Such ports are for root or need the capability `NET_BIND_SERVICE`, unless the runtime or the pod opens them to everybody. Containers are\nthen started as root for their port alone, and whoever breaks in is root.',
  },
  'ssh-in-container': {
    what: 'A container runs an SSH server, or a port of SSH is open.',
    why: 'It is a second way in, with users and keys of its own, which Kubernetes neither controls nor records. Whoever has a key, or guesses a\npassword, is in the container without a trace in the audit log of the cluster. `kubectl exec` does the same with the rights that the\ncluster gives.',
  },
  'sudo-in-command': {
    what: 'A container starts its program by `sudo`.',
    why: 'Then the image lets its user become root, and the container must be allowed to gain privileges for it. Whoever breaks in becomes root the\nsame way.',
  },
  'git-sync-abuse': {
    what: 'A container with git-sync runs a command of its settings, or has its password in the manifest.',
    why: "git-sync starts what `exechook-command` names after each change of the repository, and what `git` names for its work: whoever may change the manifest, or\nwhat the command runs, has code in the pod, with its token and its secrets. A password in the manifest is everybody's who reads it.",
  },
  'windows-linux-mix': {
    what: 'A pod for Windows has settings for Linux, or the other way round; or a pod for Windows nodes does not say so.',
    why: 'Kubernetes refuses the pod, for a Deployment only when its pods are created. Without `os.name: windows` Pod Security, and scanners, hold\nthe pod to settings that only Linux has: people then switch the checks off, and an attacker meets none of them.',
  },
  'ephemeral-container-in-manifest': {
    what: 'A manifest has ephemeral containers.',
    why: 'Kubernetes refuses to create such a pod: ephemeral containers are only added to one that runs. They come from an export of a pod that\nsomebody debugged, and hold tools that whoever breaks in would be glad of. Add them when you need them: `kubectl debug -it POD\n--image=IMAGE --profile=restricted`.',
  },
  'stale-debug-settings': {
    what: 'A container that is to stay has an open terminal, or does nothing but wait.',
    why: 'Both are left over from debugging. Whoever may attach to the pod is in the program; a container that only waits is there for whoever may\nopen a shell in it, with its token, its secrets and its place in the network.',
  },
  'automount-service-account-token': {
    what: 'Pods get a token for the Kubernetes API that they may not need.',
    why: 'The token lies in a file of every container, `/var/run/secrets/kubernetes.io/serviceaccount/token`. Whoever breaks in uses it to speak to the API\nwith all rights of the ServiceAccount, from inside the network.',
  },
  'default-service-account': {
    what: 'Pods get a token of the ServiceAccount `default`.',
    why: 'Every pod of the namespace that names no account shares this one, and one that names it joins them. A right that somebody gives to it for one program is given to all of them,\nand whoever breaks into any holds the token. An account per workload keeps the rights apart, and most pods need no token at all.',
  },
  'service-account-automount': {
    what: 'A ServiceAccount gives its token to every pod that runs as it.',
    why: 'The token lies in a file of every container. Whoever breaks into one speaks to the Kubernetes API with all rights of the account, those too that somebody gives to it later.',
  },
  'deprecated-service-account-field': {
    what: 'Pods name their account by the old field `serviceAccount`.',
    why: 'Policies and reviews look for `serviceAccountName`. They take the pods for ones with the account `default`, and miss which rights whoever breaks into them gets.',
  },
  'unknown-service-account': {
    what: 'Pods run as a ServiceAccount that is not defined here.',
    why: 'No pod is made without its account, so that a mistyped name keeps a new version, with its security fixes, from ever running. Whoever may create accounts in the namespace can make the missing one, and\nwaits for somebody to give it rights.',
  },
  'shared-service-account': {
    what: 'Several workloads run as one ServiceAccount.',
    why: 'Each of them then has the rights that any of them needs: whoever breaks into the weakest gets the rights of all.',
  },
  'service-account-legacy-secrets': {
    what: 'A ServiceAccount lists Secrets with tokens.',
    why: 'Before Kubernetes 1.24 every account had a Secret with a token that never expires, and this list. Pods have not needed it since. Kept in a manifest it keeps alive what whoever reads the Secret can use\nfor ever.',
  },
  'service-account-token-secret': {
    what: 'A Secret holds a token for the Kubernetes API that never expires.',
    why: 'Tokens that the kubelet gives to pods are renewed all the time, and end with their pod. This one is valid until somebody deletes the Secret or the account: whoever reads it once, in a backup or through any pod that mounts it,\nacts as the account from anywhere.',
  },
  'image-latest-tag': {
    what: 'An image has no version: no tag, or `latest`.',
    why: 'Nobody can tell what runs: each node may have pulled another version, and a restart may bring a new one. Whoever can push to the\nrepository, also with stolen credentials, decides what the next pod runs, and there is no version to go back to.',
  },
  'image-digest': {
    what: 'An image is named by a tag alone, not by a digest.',
    why: "A tag is a label that can be moved. Whoever can push to the repository, also with stolen credentials, puts another image under it, and the next pod\nruns that. A digest is the image's own fingerprint: nobody can put anything else there.",
  },
  'image-registry': {
    what: 'An image comes from a registry that your settings do not allow.',
    why: 'Anyone may push to a public registry, and names there look alike. What an image holds runs with all rights of its pod, so that a list of places that you\ntrust keeps a mistyped or planted name from running. Nothing is reported until you write that list.',
  },
  'image-deprecated-registry': {
    what: 'An image comes from a place that gets no more updates.',
    why: "Holes that are found in what the image holds stay open for ever, and are described in public. `k8s.gcr.io` has been frozen since April 2023; versions of Bitnami's\nimages went to `bitnamilegacy` in 2025, where they stay as they are, so that pods with the old name cannot start any more.",
  },
  'image-pull-policy': {
    what: 'A container runs the image that its node has, without asking the registry.',
    why: 'The registry is who checks that a pod may have an image, and who knows where a tag points today. Without asking, any pod on the node runs private images that\nanother one pulled with its own credentials, and an old image with known holes stays in use under a tag that has long been moved.',
  },
  'image-reference-invalid': {
    what: 'An image is written so that no container runtime can read it.',
    why: 'The API takes nearly any text for an image, so the mistake shows only when the pods do not start: `InvalidImageName`. A digest that is none is worse than a mistyped\nname, because its author believes that the image is pinned.',
  },
  'memory-limit': {
    what: 'A container may use all the memory of its node.',
    why: 'Whoever makes the program use up memory, with a few large requests perhaps, starves the other pods of the node, until the kernel ends processes\nto save it. With a limit only the container itself is ended.',
  },
  'cpu-limit': {
    what: 'A container may use all the processor time that its node has left.',
    why: 'Whoever breaks into it can mine coins on your machines, and what is over for the other pods is only what they request. With a limit the container is slowed down\nto it.',
  },
  'memory-request': {
    what: 'A container asks for no memory.',
    why: 'The scheduler then puts its pod wherever there is room for nothing, and when memory runs short on the node, the kubelet ends such pods first. An attacker who makes a\nneighbour use memory up gets rid of this one.',
  },
  'cpu-request': {
    what: 'A container asks for no processor time.',
    why: 'While its node is busy, it gets next to none: a neighbour that an attacker keeps busy can starve it.',
  },
  'qos-class': {
    what: 'Pods ask for no memory and no processor time, so that they are the first to go where memory is short.',
    why: 'When a node runs out of memory, the kernel ends processes by the class of their pods: `BestEffort`, which request nothing, before `Burstable`, and `Guaranteed`, whose\nrequests equal their limits, last. The kubelet, which evicts a little earlier, begins with pods that use more than they request, as `BestEffort` ones always do. Whoever\nbreaks into a neighbour and fills the memory of the node chooses by this which pods go.',
  },
  'ephemeral-storage-limit': {
    what: 'A container may fill the disk of its node.',
    why: "Its logs, its emptyDir volumes and what it writes into its own file system lie on the node's disk. When that runs full, the kubelet evicts pods, those of others too. With\na limit only the pod that goes beyond it is evicted.",
  },
  'empty-dir-size-limit': {
    what: 'A temporary volume may grow without a limit.',
    why: "Whoever breaks into the pod can fill the disk of the node with it, and the kubelet then evicts pods, those of others too. A volume in memory (`medium: Memory`) counts as\nmemory of the containers that write it, and where they have no limit it fills the node's.",
  },
  'request-exceeds-limit': {
    what: 'A container requests more than its limit, or an amount is written so that Kubernetes refuses or misreads it.',
    why: 'An object that the API refuses protects nothing: the old one, perhaps with the hole that you have just closed, keeps running. An amount that is misread is worse: `128m` of memory\nis an eighth of a byte.',
  },
  'unknown-priority-class': {
    what: 'Pods have a priority class that is not defined here.',
    why: 'Kubernetes refuses pods whose class it does not know, so that a mistyped name keeps a new version, with its security fixes, from ever running.',
  },
  'priority-class-abuse': {
    what: 'Pods have a priority that lets them push out any others.',
    why: "When a node is full, Kubernetes ends pods of a lower priority to make room. Whoever may create pods of a class for the cluster's own parts, or any pod where a high class is the\ndefault, can end all the others.",
  },
  'secret-literal-env': {
    what: 'An environment variable holds a secret in plain text.',
    why: 'The file is in a repository, in its history and in every copy of it; the value also shows in `kubectl describe` and to everyone who may read\npods, a much larger circle than those who may read Secrets. Consider it known and replace it.',
  },
  'secret-literal-args': {
    what: 'A command holds a secret in plain text.',
    why: 'The file is in a repository and in its history; the value also shows in `kubectl describe`, and on the node in the list of processes. Consider it known and replace it.',
  },
  'secret-env': {
    what: 'A Secret is handed to a container as an environment variable.',
    why: 'Variables are inherited by every child process, and show in crash reports, debug pages and `/proc`. A file is read by who asks for it, and follows a changed Secret without a restart.',
  },
  'configmap-secret': {
    what: 'A ConfigMap holds a secret.',
    why: "Roles give ConfigMaps to many who may not read Secrets; the role `view` does. They are not encrypted in the cluster's store even where Secrets are, and programs log them.",
  },
  'secret-in-manifest': {
    what: 'A Secret stands in the file with its values.',
    why: 'Base64 is a way of writing, not encryption: whoever reads the repository, an old version of it or a copy on a build machine has the values. Consider them known and replace them.',
  },
  'secret-invalid-base64': {
    what: 'A value under `data` of a Secret is not encoded as it should be.',
    why: 'Kubernetes refuses the Secret, or gives programs other bytes than its author thinks: then the old password stays in use, or the program falls back to none.',
  },
  'secret-trailing-newline': {
    what: 'The value of a Secret ends with a line break.',
    why: '`echo password | base64` encodes the line break, too. Programs that send the value as it is are turned away, and people then look for the fault by printing the secret into logs.',
  },
  'secret-too-large': {
    what: 'A Secret or ConfigMap is larger than Kubernetes takes.',
    why: 'Kubernetes refuses the object, so that what it should bring, new keys for example, never arrives.',
  },
  'secret-env-name-invalid': {
    what: 'A key of a Secret or ConfigMap is no name of a variable, and pods read the whole object by `envFrom`.',
    why: 'Before Kubernetes 1.32 the kubelet leaves such keys out, with nothing but an event: the program starts without the value, perhaps with a default password.',
  },
  'unknown-secret-reference': {
    what: 'An object reads a Secret, or a key of one, that is not defined here.',
    why: 'Containers do not start without it, so that a mistyped name keeps a new version, with its security fixes, from ever running. An Ingress whose certificate is missing is served with\nanother one, or not at all.',
  },
  'secret-volume-mode': {
    what: 'The files of a Secret can be read by every user of the container.',
    why: 'Files of a Secret have mode 0644 unless you say otherwise. A helper program that runs as another user, once broken into, reads them, too. With `fsGroup` the pod has a group that owns the files, so that nobody else needs to.',
  },
  'namespace-without-quota': {
    what: 'A namespace with workloads has no quota.',
    why: 'Whoever may create pods there, with stolen credentials of a build perhaps, can use up the whole cluster and starve the other namespaces.',
  },
  'default-namespace': {
    what: 'An object is put into the namespace `default`.',
    why: 'Everything that names no namespace ends up there, so that it fills with things that have nothing to do with each other. Namespaces are where Kubernetes separates: whoever gets the right to read Secrets, or to start pods, in `default`\ngets it over all of them, and a network policy or a Pod Security level must suit them all.',
  },
  'system-namespace': {
    what: 'A workload of your own runs in a namespace of Kubernetes itself.',
    why: 'Who breaks into it is among the parts of the cluster: next to their Secrets and accounts, if its own account may read them, and out of sight of the many rules (Pod Security, admission webhooks, network policies)\nthat leave `kube-system` out. And whoever has to deploy it needs rights in that namespace.',
  },
  'namespace-psa-missing': {
    what: 'A namespace has no Pod Security level.',
    why: 'Without a level Kubernetes admits every pod there, privileged ones too, unless the cluster has another default or a policy engine. Whoever may create pods in the namespace, with the stolen credentials of a build perhaps, starts\none that mounts the disk of its node, and owns the node.',
  },
  'namespace-psa-weak': {
    what: 'The Pod Security level of a namespace refuses nothing, is weaker than its pods need, cannot be read, or refuses the pods of the file.',
    why: 'Level `privileged` is the same as none: whoever may create pods there may take over the nodes. `warn` and `audit` tell of such a pod and start it. A level or version that Kubernetes cannot read\nis refused when the namespace is made; on one that exists it counts as `restricted` and `latest`, while `warn` and `audit` fall silent. A workload whose namespace refuses its pods is taken without an error, and none is ever made.',
  },
  'pod-without-network-policy': {
    what: 'Pods are selected by no network policy, though the file holds those of their namespace, or the namespace itself.',
    why: 'A pod that no policy selects takes every connection and may make any. Whoever breaks into one pod of the cluster scans and attacks these, and from these everything else: databases, the API server, the metadata service of the cloud.',
  },
  'namespace-without-network-policy': {
    what: 'A namespace has no network policy for all of its pods.',
    why: 'Policies that name their pods leave out those that nobody thought of: the next Deployment, a debug pod, or one that an attacker with the right to create pods starts there. Such a pod may connect to everything. A policy for all pods is what\nthe others make exceptions from.',
  },
  'network-policy-allow-all-ingress': {
    what: 'A rule of a network policy lets everybody in.',
    why: 'Policies add up: what one of them allows, no other takes back. A rule without `from`, or with `0.0.0.0/0`, opens the pods to every pod of the cluster, the first that an attacker owns among them, and to the Internet where that reaches the cluster. `namespaceSelector: {}`\nis every pod of every namespace.',
  },
  'network-policy-allow-all-egress': {
    what: 'A rule of a network policy lets pods connect to anything.',
    why: 'Whoever breaks into the pod connects to whatever the node reaches: other pods, internal systems, a server of their own that takes the data. In a cloud the metadata service at 169.254.169.254 is among it, which may hand out the credentials of the node.',
  },
  'network-policy-null-selector': {
    what: 'The pod selector of a network policy is left empty without saying so.',
    why: 'Nothing selects everything: to the API a selector that is missing, or whose `matchLabels:` has no value, is `{}`, every pod of the namespace. Where labels were to follow, a rule for one front end opens all pods to the public. `{}` shows that all are meant.',
  },
  'network-policy-policy-types': {
    what: 'Rules of a network policy do nothing, because its `policyTypes` leave their direction out.',
    why: 'The file reads as if the pods were isolated, and they are not: `egress` counts only if `policyTypes` names `Egress`, and so with `ingress`. Without `policyTypes` the direction of egress counts if there is at least one rule, so that `egress: []`, written\nto deny everything, denies nothing.',
  },
  'network-policy-selects-nothing': {
    what: 'A network policy selects none of the workloads of its namespace.',
    why: 'The policy is there, and protects nobody: the pods that it was written for take every connection. A label that is misspelt, or was renamed in the workload only, is all that it takes, and Kubernetes tells nobody.',
  },
  'network-policy-peer-or': {
    what: 'A selector of namespaces and one of pods are two items of a rule, where one was probably meant.',
    why: "Items of `from` and `to` add up. As one item, the two selectors take in pods with the label in those namespaces. As two, one dash more, they take in every pod of those namespaces, and pods with the label in the policy's own: an attacker in any pod of\nthe other namespace gets through.",
  },
  'network-policy-host-network': {
    what: 'A network policy selects pods that use the network of their node.',
    why: 'What a policy does to such pods the API leaves open, and most network plugins do nothing: they tell pods apart by their address, and these have that of their node. The file reads as if they were isolated, and they are not.',
  },
  'network-policy-cni': {
    what: 'The network plugin beside the policies enforces none.',
    why: 'Kubernetes stores network policies, and enforcing them is left to the network plugin. Flannel connects pods and does nothing else, so that policies read as protection that is not there.',
  },
  'rbac-wildcard': {
    what: 'A rule of a role grants `*`: every verb, every resource or every group.',
    why: 'A star is more than anybody has looked at: it holds for subresources (`pods/exec`, `nodes/proxy`), for the special verbs (`escalate`, `bind`, `impersonate`), and for everything that a later version or another program adds. Whoever breaks into a pod with this role has all of it.',
  },
  'rbac-escalate-bind': {
    what: 'A role holds the verb `escalate` or `bind` on roles.',
    why: 'The API refuses a role or a binding that gives more rights than its writer has. `escalate` lifts that for roles, `bind` for bindings: whoever has one of them, and may write a role or a binding, becomes an administrator. With `bind` on `clusterroles` a Role is enough to become the administrator of its namespace, because `cluster-admin` can be bound there.',
  },
  'rbac-impersonate': {
    what: 'A role may act as any user, group or account.',
    why: 'With `impersonate` a request names another user, and the API server treats it as his. Group `system:masters` is never refused anything, so that this is a way to every right.',
  },
  'rbac-node-proxy': {
    what: 'A role has `nodes/proxy`, which is the whole API of the kubelets.',
    why: 'That API runs commands in every container of its node. `get` is enough, because a websocket is opened with GET, and requests that go to the kubelet itself pass neither admission control nor the audit log of the API server.',
  },
  'rbac-token-request': {
    what: 'A role may make tokens of any ServiceAccount.',
    why: '`create` on `serviceaccounts/token` gives a token of the account that it names. Whoever has it for all accounts acts as the strongest of them.',
  },
  'rbac-csr-approval': {
    what: 'A role may approve certificates for any user.',
    why: 'The signer `kubernetes.io/kube-apiserver-client` makes certificates with which their bearer logs in as any user but a member of `system:masters`, until they expire: Kubernetes cannot withdraw one. An approval needs two rights, one on the request (`certificatesigningrequests/approval`) and one on its signer (`approve` on `signers`).',
  },
  'rbac-secret-access': {
    what: 'A role may read every Secret.',
    why: 'Secrets hold passwords, keys and the tokens of other accounts. Whoever breaks into a pod with this role goes on with all of them. `list` and `watch` hand out the contents just as `get` does.',
  },
  'rbac-pod-exec': {
    what: 'A role may run commands in pods that run, or reach their ports.',
    why: '`pods/exec`, `pods/attach` and ephemeral containers put somebody into a container: with its Secrets, its network and the token of its account. `pods/portforward` and the proxies reach ports that nobody else can, those that listen inside the pod only, too.',
  },
  'rbac-create-workloads': {
    what: 'A role may start pods, or change what they run.',
    why: 'A pod runs as any account of its namespace and mounts any Secret there; without Pod Security it may own its node. Who may create one has these rights, too, whatever else the role says.',
  },
  'rbac-write-rbac': {
    what: 'A role may write roles or bindings.',
    why: 'The API refuses what gives more than the writer has. Still, whoever breaks in passes these rights on to an account of his own and keeps them when the hole is closed. Together with `escalate` or `bind` in the same role it is a way to every right, and an error.',
  },
  'rbac-webhook-config': {
    what: 'A role may change webhooks or policies of admission control.',
    why: 'Admission control holds what Pod Security, a policy engine or an image scanner have to say. Whoever may change it switches that off, reads each object on its way in, Secrets too, or changes it.',
  },
  'rbac-persistent-volume': {
    what: 'A role may make PersistentVolumes.',
    why: 'A PersistentVolume may be any folder of a node (`hostPath`). Pod Security looks at pods, not at what is behind their claims: through such a volume a pod of level `restricted` writes to the files of its node.',
  },
  'rbac-namespace-write': {
    what: 'A role may change namespaces or nodes.',
    why: 'The labels of a namespace say which level of Pod Security holds there, and often who may reach it: whoever changes them lifts both. Labels and taints of nodes decide where pods run: whoever owns one node draws the pods of others to it, with their Secrets.',
  },
  'rbac-kube-system-config': {
    what: 'A role may write ConfigMaps of `kube-system`.',
    why: 'There stand the configuration of DNS, on some clouds the list of who is an administrator (`aws-auth`), and that of kubeadm. Whoever may write them redirects names or becomes an administrator.',
  },
  'rbac-delete-evidence': {
    what: 'A role may delete events, or whole collections.',
    why: 'Events show which pods were made and what failed. Whoever broke in deletes the ones that tell of it. `deletecollection` empties a namespace with one request.',
  },
  'rbac-network-write': {
    what: 'A role may change where traffic goes.',
    why: 'A Service may claim the address of another one (CVE-2020-8554), endpoints may lie behind a network policy (CVE-2021-25740), an Ingress may answer for a path of others, and without its NetworkPolicy a pod is open to all.',
  },
  'rbac-aggregate-escalation': {
    what: 'A ClusterRole adds dangerous rights to `view`, `edit` or `admin`, or collects those of all roles.',
    why: 'With the label `aggregate-to-view` the rules of this role become rules of `view`, for everybody who has it anywhere. It is meant for readers and leaves out Secrets on purpose. An `aggregationRule` with an empty selector takes the rules of every ClusterRole, those of `cluster-admin` too.',
  },
  'rbac-ineffective-rule': {
    what: 'A rule of a role grants nothing, or is refused.',
    why: 'Somebody meant it to grant something. The program fails, and what often comes next is a star, or `cluster-admin`.',
  },
  'rbac-cluster-admin-binding': {
    what: 'A binding gives somebody `cluster-admin`.',
    why: 'With it whoever breaks into one of the subjects owns every node and every Secret, and nothing shows which rights were really needed.',
  },
  'rbac-system-group-binding': {
    what: 'A binding gives rights to everybody.',
    why: '`system:unauthenticated` and `system:anonymous` are whoever reaches the API server. `system:authenticated` holds each account, on some clouds anybody with an account of the provider; `system:serviceaccounts` each pod with a token. Such a right is one that nobody can be kept from.',
  },
  'default-service-account-binding': {
    what: 'A binding gives rights to the ServiceAccount `default`.',
    why: 'All pods of the namespace that name no account run as this one. Rights that are meant for one program are given to all of them, and to whoever breaks into any.',
  },
  'rbac-user-binding': {
    what: 'A binding names a single person, or a kind of subject in small letters.',
    why: 'Rights of a person stay when the person leaves the team, and whoever gets the user name next has them. A group ends with the membership, and can be reviewed. A subject of kind `group` or `user` is refused by the API: the binding never comes to be.',
  },
  'rbac-unknown-role': {
    what: 'A binding names a role that is not defined here.',
    why: 'The API takes a binding of a role that does not exist. It gives nothing, until somebody makes a role of that name: then what is in it is given away, without another look at the binding.',
  },
  'rbac-unknown-subject': {
    what: 'A binding names a ServiceAccount that is somewhere else.',
    why: 'The program does not get its rights. Whoever may create accounts in the namespace that is named makes one of that name, and has them.',
  },
  'rbac-escalation-path': {
    what: 'A pod has a token that leads to the whole cluster.',
    why: 'The account of the pod is bound to a role from which there is a way to every right: `cluster-admin`, `escalate`, `bind`, `impersonate`, `nodes/proxy`, tokens of other accounts, all Secrets, or pods in `kube-system`. Whoever breaks into one container goes that way.',
  },
  'rbac-default-namespace': {
    what: 'A Role or binding stands in namespace `default`.',
    why: 'There lands whatever nobody chose a namespace for, so that the rights hold for objects that have nothing to do with each other.',
  },
  'service-external-ips': {
    what: 'A Service has `externalIPs`.',
    why: "Every node then sends what is addressed to these addresses to the pods of the Service, and nothing checks that they belong to it. Whoever may create or change a Service\n(an attacker with the rights of a developer's account, say) takes over the cluster's traffic to any address, a public DNS server or the API of a cloud included: CVE-2020-8554, for which there is no\nfix but to forbid the field. Kubernetes 1.36 deprecated it; the plan is off by default in 1.40 and removed in 1.43.",
  },
  'service-node-port': {
    what: 'A Service has type `NodePort`.',
    why: 'Its port is open on every node, also on those that run none of its pods, and past the rules and logs of the load balancer or the Ingress. Nodes with a public address show it to the internet, where ports from 30000 to 32767 are scanned all day.',
  },
  'service-load-balancer-open': {
    what: 'A Service of type `LoadBalancer` lets in every address.',
    why: "On a public cloud its address is on the internet within minutes, and is scanned within hours. A hole in the program behind it, or a login that was meant for colleagues only, is then everybody's.",
  },
  'ingress-tls-missing': {
    what: 'An Ingress or a Gateway serves plain HTTP.',
    why: 'Who is on the way, in the same café or on the same network of the cloud, reads passwords and session cookies, and can put a program of their own into the answers.',
  },
  'ingress-wildcard-host': {
    what: 'An Ingress takes requests for any host name.',
    why: "A rule without a host, a host that begins with `*`, and a default backend get requests for names that nobody gave them. Of the Ingresses of one controller, the one of an attacker can so get what is meant for another team's name as soon as\nthat team's own rule is gone, and names that point to the cluster by mistake are served.",
  },
  'ingress-nginx-snippet': {
    what: 'An annotation writes its own configuration into ingress-nginx, or the controller allows that.',
    why: 'The controller serves all teams and mostly reads the Secrets of all namespaces. A snippet is pasted into its configuration as it stands: by `lua`, `alias` or `root` whoever may write an Ingress makes it send back its own token, and reads\nevery Secret of the cluster with it (CVE-2021-25742).',
  },
  'ingress-nginx-retired': {
    what: 'The Ingress controller ingress-nginx gets no more fixes.',
    why: 'Kubernetes retired it on 24 March 2026: no releases and no fixes for holes any more. It is the program that faces the internet and that reads the Secrets of all namespaces; in March 2025 a single hole in it (CVE-2025-1974) let any pod take over clusters.',
  },
  'ingress-exposes-sensitive': {
    what: 'A program that rules the cluster is reached from outside.',
    why: 'Dashboards, Argo, Kubeflow, Jenkins, Prometheus and Tiller act with wide rights, know where everything is, and some ask for no login by default. On the internet they are found by scanners, and clusters have been turned into miners of\ncryptocurrency through them.',
  },
  'removed-api-version': {
    what: 'An object has an API version that Kubernetes no longer serves, or soon will not.',
    why: 'The API server refuses the object, and what it was to protect stays open: a NetworkPolicy or a Role that was never made. Whoever keeps a cluster old so that such files still work keeps its known holes, too.',
  },
  'pod-security-policy': {
    what: 'A PodSecurityPolicy, which Kubernetes removed in 1.25.',
    why: 'Nothing reads it any more: every pod that it forbade is let in, and whoever may create pods may create privileged ones. Pod Security admission took its place: a label of the namespace names the level that its pods are held to.',
  },
  'psp-permissive': {
    what: 'A PodSecurityPolicy lets pods do what it should forbid.',
    why: 'Whoever may use the policy may create a pod that takes over its node. Policies named "restricted" that are copied from examples often allow everything.',
  },
  'ephemeral-containers-kind': {
    what: 'An object of kind EphemeralContainers.',
    why: 'The kind was an alpha and is gone since 1.22: the API server refuses it. The container that it describes is a way into a running pod, best made when it is needed, by a person who may: `kubectl debug -it POD --image=IMAGE --profile=restricted`.',
  },
  tiller: {
    what: 'Tiller, the server of Helm 2, is installed.',
    why: 'Tiller does what it is asked to with its own rights, mostly those of `cluster-admin`, and asks nobody who they are: by default every pod reaches its port, so that whoever breaks into any pod owns the cluster. Helm 2 has got no fixes since\nNovember 2020; Helm 3 needs no server.',
  },
  'kubernetes-dashboard': {
    what: 'The Kubernetes dashboard is installed.',
    why: 'It shows and changes the cluster, and was archived in January 2026: its holes stay open. With `--enable-skip-login` everybody who reaches it has its rights, and if those are `cluster-admin` the cluster: clusters of well-known companies have been taken over this way.',
  },
  'apiserver-basic-auth-file': {
    what: 'The API server takes user names and passwords from a file (`--basic-auth-file`).',
    why: 'The passwords stand in the file in plain text and never expire; to change one, the API server must be started anew. Whoever reads the file,\nor a backup of the node, logs in as any of these users, often as an administrator. Kubernetes 1.19 took the flag away: newer API servers do\nnot start with it.',
  },
  'apiserver-token-auth-file': {
    what: 'The API server takes tokens from a file (`--token-auth-file`).',
    why: 'The tokens stand in the file in plain text and never expire; to change one, the API server must be started anew. Whoever reads the file, or\na backup of the node, logs in as any of these users.',
  },
  'apiserver-anonymous-auth': {
    what: 'The API server takes requests without credentials at every path: `--anonymous-auth` is true, which is also its default.',
    why: 'Such requests come from `system:anonymous` in the group `system:unauthenticated`. RBAC grants them next to nothing, until somebody binds a\nrole to one of the two: then everyone on the network has it. And each hole in front of the authorization is open to everyone who reaches\nthe port.\n\nA file of authentication limits them to the health checks (since Kubernetes 1.32, before 1.34 as `v1beta1`):\n\n```text\napiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\nanonymous:\n  enabled: true\n  conditions:\n    - path: /livez\n    - path: /readyz\n    - path: /healthz\n```\n\nWith this file the flag must go: both together stop the API server.',
  },
  'apiserver-insecure-port': {
    what: 'The API server has a port without TLS (`--insecure-port`, `--insecure-bind-address`, and their old names `--port`, `--address`), or none\nwith it (`--secure-port=0`).',
    why: 'On this port nobody is asked for credentials or rights: each process that reaches it is an administrator, and on 127.0.0.1 that is each pod\nwith `hostNetwork`. Since Kubernetes 1.20 the port may only be 0, and 1.24 took the flags away: newer API servers do not start with them,\nnot even with `--insecure-port=0`, which some tools still ask for.',
  },
  'apiserver-authorization-mode': {
    what: 'The API server does not ask whether a user may do what they want to do: `--authorization-mode` is missing or contains `AlwaysAllow`, or it\nlacks `Node` or `RBAC`.',
    why: 'The default is `AlwaysAllow`. Then the token of any pod is enough to read all Secrets and to start privileged pods. `Node` limits each\nkubelet to what its own pods need; `RBAC` grants what roles say. `ABAC` reads its rights from a file that nobody sees in the cluster.',
  },
  'apiserver-admission-plugins': {
    what: 'The API server does not use admission plugins that security rests on, or names some that are gone.',
    why: 'NodeRestriction keeps a kubelet from changing other nodes and their pods: without it, whoever takes over one node goes on from there.\nNamespaceLifecycle, PodSecurity and ServiceAccount are on unless `--disable-admission-plugins` names them. An API server that finds the name\nof a plugin which it does not know (PodSecurityPolicy since 1.25, SecurityContextDeny since 1.30) does not start.',
  },
  'apiserver-audit-log': {
    what: 'The API server keeps no audit log (`--audit-log-path` or `--audit-webhook-config-file`), has no policy for it (`--audit-policy-file`), or\nthrows entries away early.',
    why: 'Without the log nobody can tell what an attacker read and changed, with whose credentials, and since when. Without a policy nothing is\nlogged. CIS asks for 30 days, 10 files and 100 MB each. Where nothing is set, 100 files of 100 MB are kept for a year; before Kubernetes 1.36\nall were kept for ever, which only costs space.',
  },
  'apiserver-encryption-provider': {
    what: 'The API server writes Secrets to etcd as they are: `--encryption-provider-config` is missing.',
    why: 'Whoever gets at the disk of etcd, at a snapshot or at a backup reads all Secrets of the cluster. With a provider the key is somewhere else,\nbest in a key management service.',
  },
  'apiserver-kubelet-tls': {
    what: 'The API server does not check the certificates of kubelets (`--kubelet-certificate-authority`), has none to show to them\n(`--kubelet-client-certificate`, `--kubelet-client-key`), or has the flag `--kubelet-https`, which is gone.',
    why: 'Logs, `exec` and `port-forward` go from the API server to kubelets. Whoever sits between them, on the network of the nodes, can pose as a\nkubelet and read what goes through. Without a certificate of the API server a kubelet refuses it, or was told to take commands from anyone.\n`--kubelet-https` did nothing since Kubernetes 1.19 and went away in 1.22.',
  },
  'apiserver-etcd-tls': {
    what: 'The API server speaks with etcd without TLS, or without the three files for it.',
    why: 'etcd holds every Secret and every role. Whoever reads the traffic has the Secrets; whoever reaches a port of etcd that asks for no\ncertificate changes roles and becomes an administrator, past all checks of the API server.',
  },
  'apiserver-serving-tls': {
    what: 'The API server has no certificate of its own, no CA for those of its users, or offers weak cipher suites or versions of TLS.',
    why: 'Without `--tls-cert-file` and `--tls-private-key-file` it makes a certificate itself, which clients cannot check: whoever sits between takes\ntheir tokens. Without `--client-ca-file` no user and no kubelet can log in with a certificate. The weak suites are those that Go calls insecure: RC4, 3DES,\nCBC with SHA-256, and key exchange by RSA.',
  },
  'apiserver-service-account-flags': {
    what: 'Tokens of service accounts hold for longer than they should, or are checked with the wrong key.',
    why: 'With `--service-account-lookup=false` a stolen token goes on working after its account was deleted. Without `--service-account-key-file`\ntokens are checked with the key of TLS. By default the API server makes the tokens that pods get hold for a year, and only counts those that\nare used after their hour (`--service-account-extend-token-expiration`).',
  },
  'control-plane-profiling': {
    what: 'The API server, the controller manager or the scheduler lets itself be profiled, which is the default.',
    why: 'The endpoints below `/debug/pprof` show how the program works inside, and a profile slows it down. They ask for rights like all others, so\nthat this is one hole less to think of.',
  },
  'control-plane-request-timeout': {
    what: 'The API server lets requests take longer than five minutes (`--request-timeout`).',
    why: 'Whoever may send requests can tie up the API server with many slow ones. The default is one minute.',
  },
  'control-plane-bind-address': {
    what: 'The controller manager or the scheduler listens on all addresses of its node, which is the default of `--bind-address`.',
    why: 'Its port serves health checks and metrics and asks for credentials; a hole in it can still be used from every machine that reaches the node.\nOn 127.0.0.1 only the node itself can.',
  },
  'controller-manager-flags': {
    what: 'The controllers share one account, tokens cannot be made or checked, or old pods stay for ever.',
    why: 'Without `--use-service-account-credentials` each controller has the rights of all, so that a hole in one opens everything.\n`--service-account-private-key-file` and `--root-ca-file` let tokens of service accounts be made with a key, and pods know the true API\nserver. `RotateKubeletServerCertificate=false` leaves kubelets with certificates that nobody signed.',
  },
  'etcd-tls': {
    what: 'etcd speaks with its clients or its other members without TLS, asks them for no certificate, makes certificates itself, or trusts those of\nthe whole cluster.',
    why: 'etcd holds every Secret and every role of the cluster, and knows no RBAC. Whoever reaches its port without a certificate reads all of it and\nmakes themselves an administrator; of an etcd that another program uses, they own what that program keeps there. A port for members gives away everything to a new member. With the CA of the cluster each kubelet may\nspeak to etcd, past the API server: give it a CA of its own.',
  },
  'kubelet-authentication': {
    what: 'A kubelet answers callers who do not say who they are.',
    why: 'The API of the kubelet reads logs and runs commands in every pod of its node. Anonymous callers are let in as `system:anonymous`: one wrong role\nfor that name, or authorization that is off, and any pod or machine that reaches port 10250 owns the node.',
  },
  'kubelet-authorization': {
    what: 'A kubelet lets every caller do everything.',
    why: 'Tokens of pods count as a proof of identity for the kubelet. With `AlwaysAllow` the token of one broken container is enough to run commands in every pod of every node\nthat this container reaches, and to read all that is mounted there.',
  },
  'kubelet-read-only-port': {
    what: 'The kubelet has a second port that asks for no password.',
    why: 'Whoever reaches it reads the specs of all pods of the node, with the passwords that stand in environment variables, the labels and the addresses: a map for the next step, from any pod.',
  },
  'kubelet-hardening': {
    what: 'A kubelet leaves out a protection that it has.',
    why: 'What the kubelet does not limit, one pod can use against its neighbours: processes until the node has none left, system calls that only exploits need, kernel settings of the node. Weak ciphers, versions of TLS\nbefore 1.2 and certificates that nobody checks open the way to logs and commands from the network.',
  },
  'static-pod-api-reference': {
    what: 'A static pod uses an object of the API.',
    why: 'The kubelet runs static pods from files, also where there is no API server yet. It refuses a file that names Secrets, ConfigMaps, service accounts or claims: what the pod should protect or run, often a part of the\ncontrol plane, does not start after the next upgrade of the node.',
  },
  'kube-proxy-metrics': {
    what: 'kube-proxy shows its metrics to the whole network, or runs in a mode that ends.',
    why: 'The port of the metrics asks for no password and gives the configuration away as well, with `enableProfiling` also profiles: a pod that reaches the node learns how the cluster is wired. A mode that nobody maintains\ngets no fixes.',
  },
  'encryption-config-weak': {
    what: 'The store of the cluster holds Secrets in the clear, or under a key that others can read.',
    why: 'Whoever gets a backup or a disk of etcd reads every Secret of the cluster: all tokens, all passwords. The first provider of a list is the one that writes, so that `identity` in front switches encryption off, however\nmany keys stand behind it.',
  },
  'audit-policy-coverage': {
    what: 'The audit log misses what attackers do, or holds secrets itself.',
    why: 'Without a record of requests for Secrets, of shells in pods and of new rights nobody can tell after a break-in what was taken. At the levels `Request` and `RequestResponse` the log holds the contents of what it records: of Secrets every value and of requests for tokens the tokens, in\nfiles and systems that many may read.',
  },
  'admission-config-weak': {
    what: 'Pod Security lets every pod into a namespace that has no label of its own.',
    why: 'A namespace that somebody made in a hurry has no label. Whoever may create pods in it, an attacker with the token of a build robot for example, starts a privileged one and owns the node.',
  },
  'policy-not-enforcing': {
    what: 'A policy only reports what it should refuse.',
    why: 'People believe that a guard stands at the door, but everything is let in: a privileged pod of an attacker, too. The same holds for a webhook that is skipped while it does not answer, and for a list of registries whose entries do not end in `/`.',
  },
  'duplicate-key': {
    what: 'A map of a Kubernetes object has a key twice.',
    why: 'Only the last one counts. A second `securityContext`, further down and weaker, silently takes the first away: the file reads as hardened, and the pod is not. kubectl turns\nthe YAML into JSON before it asks the API server, so that its strict validation never sees the first one; Kustomize and Flux refuse the file.',
  },
  'env-duplicate': {
    what: 'A container has an environment variable twice.',
    why: 'The container gets the last one, so that a reviewer who reads the first approves a value that nobody runs with: `TLS_VERIFY` is `"true"` at the top and\n`"false"` a page further down. The API server warns of it, and server-side apply refuses the list.',
  },
  'user-missing': {
    what: 'The image has no USER, and its base starts as root.',
    why: 'Root in a container is root for the kernel of the host, fenced in by namespaces and little else. Whoever breaks in can change the programs\nof the container, install tools, read what other processes hold in memory and use every flaw of the kernel or the runtime that needs root.\nKubernetes refuses the image where `runAsNonRoot` is set.',
  },
  'user-root': {
    what: 'The last USER of the image is root.',
    why: 'Root in a container is root for the kernel of the host, fenced in by namespaces and little else. Whoever breaks in can change the programs\nof the container, install tools, read what other processes hold in memory and use every flaw of the kernel or the runtime that needs root.\nKubernetes refuses the image where `runAsNonRoot` is set.',
  },
  'useradd-high-uid': {
    what: '`useradd` makes a user with a high id and writes to the log files of logins.',
    why: '`/var/log/lastlog` and `/var/log/faillog` have a record at a place that the id decides. For a high id useradd leaves a hole of gigabytes before\nit; not every tool keeps holes, so that a layer, its transfer or a scan can take that much room: the disk of the builder fills up, for the\nbuilds of others too. Containers log nobody in, so the files are of no use.',
  },
  'user-root-alias': {
    what: 'A user other than `root` gets the id 0.',
    why: 'The kernel and the runtime look at the number, not at the name. A process of such a user is root: it may change every file of the container\nand use every flaw that needs root. Checks that compare names pass it, and a person who reads `USER app` believes that the container is\nsafe.',
  },
  'sudo-nopasswd': {
    what: 'The sudoers file lets a user run commands as root without a password.',
    why: 'USER fences in whoever breaks in; this is the gate in the fence. One call of `sudo` makes root of an attacker, with all files of the container,\nits capabilities and every flaw that needs root. A rule for one program is little better: most programs can be made to start a shell or to write\na file.',
  },
  'distroless-root-variant': {
    what: 'The image is built on a distroless image in the variant that starts as root, and no USER is set.',
    why: "Without a shell an attacker still has the program's own process, and as root that process may write to every file and use every flaw of the\nkernel or the runtime that needs root. Kubernetes refuses the image where `runAsNonRoot` is set. The same image exists with a user other than\nroot, so the fix costs one word.",
  },
  'user-arg-root-default': {
    what: 'A variable decides the USER, and it is root or empty unless the build says otherwise.',
    why: 'Every build that forgets the argument gives an image that runs as root: whoever breaks in can change every file of the container and has more ways\nout to the host. An empty USER is root as well, whatever user the base image has: BuildKit writes the empty text into the image\n(dispatchUser in dockerfile2llb).',
  },
  'user-unknown': {
    what: 'USER names a user that neither the base image nor a step has made.',
    why: 'The next RUN, or the start of the container, ends in `unable to find user`. Under time pressure the quick way out is to delete the line, and then\nthe container runs as root.',
  },
  'user-non-numeric': {
    what: 'The USER of the image is a name.',
    why: "Where a pod sets `runAsNonRoot` without `runAsUser`, the kubelet has to tell from the image that the user is not root. It does not read the\nimage's `/etc/passwd`, so that it refuses a name: `container has runAsNonRoot and image has non-numeric user`. The quick way out is to drop\n`runAsNonRoot`, and then nothing keeps an image that runs as root from being started.",
  },
  'user-root-group': {
    what: 'The image runs in the group of root.',
    why: 'Files of root are often readable and sometimes writable for its group. Whoever breaks in may use that right; `/etc/passwd` was made writable for\nthe group in many older images.',
  },
  'run-after-user-needs-root': {
    what: 'A RUN installs packages, makes users, sets capabilities or gives files away, and the user is not root any more.',
    why: 'The build fails. What helps at once is to delete the USER, or to give the user `sudo`; either way the container ends up with root for whoever breaks\nin. Root for that one step, and then the user again, is all that is needed.',
  },
  'copy-chown-runtime-user': {
    what: 'Files are copied for the user who the container runs as.',
    why: "The owner of a file can give himself the right to write to it, whatever its mode. Whoever breaks into the program can then replace the program itself, and what\nthey planted runs at each restart of the container's process. Files of root can only be read.",
  },
  'privileged-port-nonroot': {
    what: 'The image announces a port below 1024, and its user is not root.',
    why: 'Whether such a user may listen there is decided by `net.ipv4.ip_unprivileged_port_start`. Docker 20.10 and later, Podman, and containerd 2.0 and\nlater under Kubernetes set it to 0 (k3s did so before). Elsewhere, and with `hostNetwork` unless the node sets it, the program ends in\n`permission denied`, and what helps at once is to run it as root.',
  },
  'run-sudo': {
    what: 'A RUN calls `sudo`.',
    why: 'A build is root unless USER says otherwise, so `sudo` changes nothing there. To have it, the image carries a setuid program that has had holes of\nits own, and for a user other than root also a rule that makes root of that user without a password. Both are in the image that runs, where whoever\nbreaks in uses them.',
  },
  'setuid-bit': {
    what: 'A file gets the setuid or setgid bit.',
    why: "A program with setuid runs as the owner of its file, whoever starts it. Where that is root, a flaw in the program, or a feature such as an\neditor's shell escape, makes root of an attacker who broke in as an ordinary user, and USER has lost its worth. Pods with\n`allowPrivilegeEscalation: false` and containers with `no-new-privileges` ignore the bit; images are run elsewhere too.",
  },
  'chmod-world-writable': {
    what: 'A RUN lets every user of the container write to files.',
    why: "USER keeps the process from changing what it does not own. Where everybody may write, whoever breaks into any process of the container,\nor into another container that shares the volume, replaces programs, libraries or settings that others then run, root's among them.",
  },
  'copy-chmod-world-writable': {
    what: 'COPY or ADD lets every user of the container write to the files that it brings.',
    why: 'USER keeps the process from changing what it does not own. Where everybody may write, whoever breaks into any process of the container\nreplaces the program itself, or settings that root reads, and stays there for as long as the container lives.',
  },
  'from-digest-malformed': {
    what: 'What stands behind the `@` of an image is no digest.',
    why: 'The build fails, or somebody replaces the broken digest by none at all and loses what it was for: that nobody can put another image under the\nname that you reviewed.',
  },
  'from-arg-undeclared': {
    what: 'A `FROM` uses a variable that no `ARG` before the first `FROM` declares, or one that leaves no name of an image.',
    why: 'Such a variable is always empty, whatever `--build-arg` says: the version that a pipeline passes to get a patched base is ignored without a\nword, or the build fails.',
  },
  'base-image-not-allowed': {
    what: 'An image is not on your list of images that may be used.',
    why: "Anyone may publish images, and names look alike. What an image holds runs with all rights of your service, and during the build it sees the\nsources and the build's secrets. A list keeps a random, mistyped or planted image from getting in. Nothing is reported until you write that list.",
  },
  'syntax-directive-untrusted': {
    what: '`# syntax=` names a frontend that Docker does not publish, or a channel of one that moves.',
    why: 'The frontend is an image that BuildKit fetches and runs to read this file. It decides what each instruction does, and sees the build context, so\nthat whoever publishes it can put anything into your image, and nothing of that shows in the file.',
  },
  'base-image-typosquat': {
    what: 'The name of an image is one letter away from that of a Docker official image.',
    why: 'For Docker a name without a slash is one of `docker.io/library`, where only Docker publishes, so that the pull of a misspelt one fails. Builders that search\nseveral registries for a short name, as Podman and Buildah may be set to, can find an image that somebody else put there.',
  },
  'base-image-deprecated': {
    what: 'The publisher of an image has given it up: it gets no more updates.',
    why: 'Holes that are found from now on stay open in it, and in each image that you build on it. An attacker needs no more than a published exploit.\nThe tag still pulls, so that nothing tells you.',
  },
  'base-image-eol': {
    what: 'The release that an image stands on gets no more security updates.',
    why: 'Holes that are found from now on stay open in it, and in each image that you build on it, however often you build. An attacker needs no\nmore than a published exploit.',
  },
  'from-latest-tag': {
    what: 'A `FROM` names an image with the tag `latest`.',
    why: 'The tag moves. Whoever can push to the repository, also with stolen credentials, decides what the next build takes in, and so what runs with\nthe rights of your service. Two builds of one commit may differ, and there is no version to go back to or to look up in a list of\nvulnerabilities.',
  },
  'from-untagged': {
    what: 'A `FROM` names an image with neither a tag nor a digest, which means `latest`.',
    why: 'The missing tag stands for one that moves. Whoever can push to the repository, also with stolen credentials, decides what the next build\ntakes in, and so what runs with the rights of your service. Two builds of one commit may differ, and there is no version to go back to or to\nlook up in a list of vulnerabilities.',
  },
  'from-arg-default-mutable': {
    what: 'The default of an `ARG` makes the base image `latest`, as a tag or because there is none.',
    why: 'Every build that does not set the argument takes whatever was pushed last. Whoever can push to the repository, also with stolen\ncredentials, decides what goes into your image, and so what runs with the rights of your service.',
  },
  'copy-from-untrusted-image': {
    what: '`COPY --from=` or `RUN --mount=from=` takes files from an image without a version.',
    why: 'The file that you copy is whatever was pushed last. Whoever can push to that repository, also with stolen credentials, puts a program of\ntheir own into your image, where it runs with the rights of your service, or into your build, where it may see what the build sees.',
  },
  'base-image-unofficial': {
    what: 'An image comes from an account on Docker Hub that is not known as a publisher.',
    why: 'Anyone may open an account and publish under its name. Who owns the account, or gets its password, decides what runs with the rights of your\nservice, and abandoned accounts get no security fixes.',
  },
  'from-floating-tag': {
    what: 'A tag names a channel or a major version: what it stands for changes with each release.',
    why: 'A tag such as `stable`, `node:20` or `python:slim` is moved to a newer version again and again. Whoever can push to the repository decides\nwhat the next build takes in, and two builds of one commit may differ, so that you cannot say which one held a hole.',
  },
  'from-no-digest': {
    what: 'An image has a tag but no digest.',
    why: 'A tag is a name that can be moved to another image. Whoever can push to the repository, also with stolen credentials, puts another image under\nthe version that you chose and reviewed. A digest is a checksum of the image: what you tested is what you get, or the build fails.',
  },
  'from-digest-only': {
    what: 'An image has a digest but no tag.',
    why: 'A digest does not age visibly. Nobody who reads the file sees that it stands for a version from two years ago with known holes, and\ntools that offer newer versions do not know which line to follow.',
  },
  'from-platform-constant': {
    what: '`FROM --platform=` names one platform, so that the image is built for that one only.',
    why: 'On other machines the build takes a foreign base and runs it in emulation, or makes an image that is labelled for one platform and holds the\nfiles of another. What you scan and what runs then differ.',
  },
  'final-base-not-minimal': {
    what: 'The final image stands on a larger base than it needs.',
    why: 'What is not there cannot be used by whoever breaks in: no shell to run commands in, no package manager to fetch tools, no interpreter. Nor does it\nhave to be kept up to date: much of what scanners find in an image comes from its base, not from the program.',
  },
  'final-stage-build-image': {
    what: 'The image that runs is one that is made to build in.',
    why: 'Images such as `golang`, `maven` or `dotnet/sdk` hold compilers, package managers, git, curl and a whole distribution. Whoever breaks in has\nwith them all that is needed to fetch, build and hide programs, and hundreds of packages more in which vulnerabilities are found. Often the\nsource code is in the image as well.',
  },
  'final-stage-compilers': {
    what: 'The image that runs has a compiler in it.',
    why: 'A compiler is what whoever breaks in needs to build exploits and tools that fit this very system, without bringing a program that a scanner\nknows. A toolchain also has hundreds of files and libraries in which vulnerabilities are found, and all of them count for your image. Removing it\nin a later RUN hides it but leaves it in the layer before.',
  },
  'final-stage-package-manager': {
    what: 'The image that runs has a package manager.',
    why: 'With `apk`, `apt` or `dnf` whoever breaks in and becomes root installs compilers, network tools and clients in one command, from mirrors that many\nnetworks allow. An image that is never changed while it runs has no use for one.',
  },
  'final-stage-network-utils': {
    what: 'The image that runs has network tools that nothing in it uses.',
    why: '`curl`, `nc` or `nmap` are the first things that whoever breaks in looks for: to fetch further programs, to find other services of the cluster\nand the metadata service of the cloud, to carry data out. Without them each of these steps has to be built from what the program itself offers.',
  },
  'final-stage-debug-tools': {
    what: 'The image that runs has editors or debuggers that nothing in it uses.',
    why: '`gdb` and `strace` read the memory of the program with its keys and passwords, `vim` and `git` can start shells and have long lists of\nvulnerabilities, `sudo` is a program with the rights of root that is there to be called. In a cluster you need none of them in the image:\n`kubectl debug` puts a container with tools beside the running one.',
  },
  'final-stage-chmod-utils': {
    what: 'The image that runs has `chmod` and `chown`.',
    why: 'A downloaded program has to be made executable before it starts, and these two are the plain way. Without them whoever breaks in needs another:\nany interpreter, `install`, `cp -p`, the loader of the C library or busybox will do. Take it as a small hurdle, not as a wall; what really\nhelps is an image without any of these, a read-only root file system and a user other than root.',
  },
  'final-stage-shell': {
    what: 'The image that runs has a shell, and nothing in it needs one.',
    why: 'Most attacks on a container that begin with a fault of the program go on with a shell: to run commands, to fetch further ones, to look at\nfiles and variables. Where `/bin/sh` is not there, such a payload ends in an error, and `kubectl exec` of a stolen account finds no shell to start.',
  },
  'distroless-shell-form': {
    what: 'An instruction asks for a shell in an image that has none.',
    why: 'The shell form of RUN, CMD, ENTRYPOINT and HEALTHCHECK is handed to `/bin/sh -c`. In `scratch` and distroless images there is no such\nprogram: the build fails, the container does not start, or each check of its health fails. What people do next is to take the image with a\nshell, and with it goes the protection that they had chosen.',
  },
  'distroless-debug-tag': {
    what: 'The final image stands on a distroless image with a shell.',
    why: 'The `debug` tags of distroless hold busybox: a shell, `wget`, `nc` and some hundred tools more. Whoever breaks in through the program has\nat hand all that the image was chosen to leave out, and as root, if the tag is not `debug-nonroot`.',
  },
  'volume-sensitive-path': {
    what: 'A VOLUME lies over a directory of the system.',
    why: 'VOLUME never mounts a directory of the host; only `docker run -v`, compose or a `hostPath` can. It makes a new anonymous volume in that\nplace, filled from the image, each time that a container is made. Over `/proc` or below it runc refuses to start the container; over `/sys`\nand `/dev` the volume hides what the kernel shows. A volume over `/etc`, `/usr` or `/root` stays writable under Docker and containerd even\nwhere the root file system is read-only, so whoever breaks in can plant programs and settings there, and a container that keeps its volume\ndoes not see what a newer image brings.',
  },
  'volume-docker-socket': {
    what: 'A VOLUME names the socket of a container runtime.',
    why: "VOLUME never mounts the host's socket; only `docker run -v`, compose or a `hostPath` can. It makes an empty directory in that place, and\nprograms that look for the socket fail. It also shows that the image is meant to get the socket. Whoever breaks into a container with the\nsocket of the runtime in it can start containers as root, with the disk of the host in them, and so owns the host.",
  },
  'volume-host-syntax': {
    what: 'A VOLUME is written like a mount of `docker run`.',
    why: 'VOLUME takes paths within the container and nothing else: only `docker run -v`, compose or a `hostPath` can mount a directory of the host or\nmake a mount read-only. `VOLUME /srv/data:/data` makes a directory with the name `data:` below `/srv`. What was meant to be kept outside\nthe container goes with it, and a `:ro` that is believed to protect the files protects nothing.',
  },
  'volume-write-after': {
    what: 'A RUN writes to a directory that an earlier VOLUME has declared.',
    why: "Which image comes out depends on the builder. BuildKit keeps what such a step writes; Docker's legacy builder throws it away, and so does\nBuildah with `--compat-volumes`, as it did by default once. A `chown` or `chmod` that takes rights away is among what is lost: the directory\nthen belongs to root again, or is open to all, and nothing in the log of the build says so.",
  },
  'run-mount-sensitive': {
    what: 'A `RUN --mount` lies over a directory of the system.',
    why: 'This is about builds that do something else than they seem to, not about the host: a mount of BuildKit takes its files from the build\ncontext, another stage or a cache, never from the machine that builds. Over `/etc`, `/usr` or `/lib` it hides the files of\nthe image while the step runs. Programs and certificates then come from the mount, whose content other builds may have written if it is a\ncache, and what the step changes there does not reach the image.',
  },
  'workdir-system-dir': {
    what: "The working directory is one of the system's own.",
    why: 'Container runtimes mount file systems of the kernel over `/proc`, `/sys` and `/dev` in every container. What the build puts there is not\nto be seen when the container runs, and the program starts among files that act on the kernel and on devices: a relative path that an\nattacker may choose then leads to them. `/boot` and `/lost+found` are where the system looks for its own files.',
  },
  'workdir-relative': {
    what: "A stage's first WORKDIR is a relative path.",
    why: 'It is joined to the working directory of the base image, which the file does not show and which a newer base may change. The program, and\nthe rights that a `chown` gives, then end up at another path than other steps, mounts and policies name: a volume that should have hidden a\ndirectory hides nothing, and a read-only mount protects an empty one.',
  },
  'apt-unauthenticated': {
    what: 'apt is told to take packages without a valid signature.',
    why: 'A signature is what makes a package from any mirror, over plain HTTP too, as good as one from the distribution itself. Without it whoever\ncontrols the mirror, or the network between the build and the mirror, can send a package of their own. Its scripts run as root during the\nbuild, and its files are in every container made from the image.',
  },
  'apt-force-yes': {
    what: 'apt is told to go on, whatever it finds.',
    why: 'A signature is what makes a package from any mirror as good as one from the distribution itself. Without it whoever controls the mirror, or\nthe network between the build and the mirror, can send a package of their own. Its scripts run as root during the build, and its files are\nin every container made from the image.\n\n`--force-yes` is more than that: apt also removes essential packages, changes held ones and goes back to older versions with known holes.',
  },
  'apt-source-trusted': {
    what: 'A repository of apt is declared trusted, with or without a signature.',
    why: 'A signature is what makes a package from any mirror as good as one from the distribution itself. Without it whoever controls the mirror, or\nthe network between the build and the mirror, can send a package of their own. Its scripts run as root during the build, and its files are\nin every container made from the image.',
  },
  'apt-source-http': {
    what: 'A repository of somebody other than the distribution is asked over plain HTTP.',
    why: "The signature still guards what is installed, so this is only a hint. But everybody on the way sees which packages and versions the image\nholds, and can answer with yesterday's lists, so that a fix for a hole never arrives. And a fault in apt's own handling of such answers\n([CVE-2019-3462](https://nvd.nist.gov/vuln/detail/CVE-2019-3462)) has let them run code before.",
  },
  'apt-key-deprecated': {
    what: 'A key is given to apt without a word on which repository it is for.',
    why: "apt believes a key that `apt-key` adds for every repository, the distribution's own too. Whoever has the key of one vendor can then sign\na new `libc6` or `bash`, and an attacker who has taken over that vendor's server is in every image that uses it. A key that `signed-by` names\nis good for that repository alone.\n\nDebian 13 and Ubuntu 25.04 came without `apt-key`: there the build fails, and the finding is an error.",
  },
  'apk-untrusted': {
    what: 'apk is told to take packages without a valid signature.',
    why: 'A signature is what makes a package from any mirror as good as one from the distribution itself. Without it whoever controls the mirror, or\nthe network between the build and the mirror, can send a package of their own. Its scripts run as root during the build, and its files are\nin every container made from the image.',
  },
  'rpm-nogpgcheck': {
    what: 'yum, dnf, tdnf or zypper is told to take packages without a signature.',
    why: 'A signature is what makes a package from any mirror as good as one from the distribution itself. Without it whoever controls the mirror, or\nthe network between the build and the mirror, can send a package of their own. Its scripts run as root during the build, and its files are\nin every container made from the image.',
  },
  'rpm-nosignature': {
    what: 'rpm is told to install a package file without a check.',
    why: "A package's signature says who made it, and its digests that it is whole. rpm runs the package's scripts as root. Without the check a\nfile that was changed on a mirror, or on the way from it, is installed like the right one, and is in every container made from the image.",
  },
  'yum-sslverify-off': {
    what: 'yum or dnf is told to accept any certificate.',
    why: 'TLS without a checked certificate protects against nobody who can get in between: a rogue access point, a poisoned name server, a proxy.\nThey read the tokens that are sent and put a package of their own in the place of the one that was asked for. Its scripts run during the\nbuild, often as root, and its code is in every container made from the image.',
  },
  'pacman-siglevel-never': {
    what: 'pacman is told not to ask for signatures, or to believe any key.',
    why: 'A signature is what makes a package from any mirror as good as one from the distribution itself. Without it whoever controls the mirror, or\nthe network between the build and the mirror, can send a package of their own. Its scripts run as root during the build, and its files are\nin every container made from the image.',
  },
  'curl-insecure': {
    what: 'curl is told to accept any certificate.',
    why: 'TLS without a checked certificate protects against nobody who can get in between: a rogue access point, a poisoned name server, a proxy.\nThey read the tokens that are sent and put a file of their own in the place of the one that was asked for. During a build that file is\noften a program or a script, which then runs as root.',
  },
  'wget-insecure': {
    what: 'wget is told to accept any certificate.',
    why: 'TLS without a checked certificate protects against nobody who can get in between: a rogue access point, a poisoned name server, a proxy.\nThey read the tokens that are sent and put a file of their own in the place of the one that was asked for. During a build that\nfile is often a program or a script, which then runs as root.',
  },
  'pip-trusted-host': {
    what: 'pip or uv is told to accept any certificate of a host, or to do without.',
    why: 'TLS without a checked certificate protects against nobody who can get in between: a rogue access point, a poisoned name server, a proxy.\nThey read the tokens that are sent and put a package of their own in the place of the one that was asked for. Its scripts run during the\nbuild, often as root, and its code is in every container made from the image.',
  },
  'npm-strict-ssl-off': {
    what: 'npm, Yarn or pnpm is told to accept any certificate.',
    why: 'TLS without a checked certificate protects against nobody who can get in between: a rogue access point, a poisoned name server, a proxy.\nThey read the tokens that are sent and put a package of their own in the place of the one that was asked for. Its scripts run during the\nbuild, often as root, and its code is in every container made from the image.',
  },
  'node-tls-off': {
    what: 'Every program on Node.js is told to accept any certificate.',
    why: 'TLS without a checked certificate protects against nobody who can get in between: a rogue access point, a poisoned name server, a proxy.\nThey read the tokens that are sent and put a file of their own in the place of the one that was asked for. As\na variable of the image it also holds for the service itself, whose calls to databases, identity providers and payment services are then\nopen to whoever sits in between.',
  },
  'python-https-verify-off': {
    what: 'A variable tells Python to accept any certificate.',
    why: 'TLS without a checked certificate protects against nobody who can get in between: a rogue access point, a poisoned name server, a proxy.\nThey read the tokens that are sent and put a file of their own in the place of the one that was asked for. As\na variable of the image it holds for the service itself, too.',
  },
  'git-ssl-off': {
    what: 'Git is told to accept any certificate.',
    why: 'TLS without a checked certificate protects against nobody who can get in between: a rogue access point, a poisoned name server, a proxy.\nThey read the tokens that are sent and put a repository of their own in the place of the one that was asked for. What\nwas cloned is mostly built and run at once.',
  },
  'go-sumdb-off': {
    what: 'Go is told not to ask the checksum database, for any module.',
    why: "go.sum remembers what a module's code was when it was first used. The checksum database answers for that first time: everybody gets the same\ncode for a version. Without it a proxy, or a server that has been taken over, can hand this build other code than everybody else, and nobody\nnotices. `GOINSECURE=*` lets it be fetched over plain HTTP as well.",
  },
  'other-tls-off': {
    what: 'A program is told to accept any certificate, or to do without TLS.',
    why: 'TLS without a checked certificate protects against nobody who can get in between: a rogue access point, a poisoned name server, a proxy.\nThey read the tokens that are sent and put a package of their own in the place of the one that was asked for. Its scripts run during the\nbuild, often as root, and its code is in every container made from the image.',
  },
  'download-over-http': {
    what: "A build fetches something from a public server over plain HTTP, or over Git's own protocol (`git://`).",
    why: 'Without TLS nobody vouches for what arrives. A rogue access point, a poisoned name server or a proxy on the way can put a file of its own\nin the place of the one that was asked for. During a build that file is often a program or a script, which then runs as root and is in every\ncontainer made from the image.',
  },
  'download-without-verify': {
    what: 'A program or an archive is downloaded, and nothing in the RUN checks that it is the one that was meant.',
    why: 'HTTPS proves which server answered, not that its files are still those of the author. Whoever takes over the server, the account that publishes there or\nthe domain can put a program of their own in the place of the release, and the next build takes it: into the build as root, and into every container made from\nthe image. A checksum in the Dockerfile notices that.',
  },
  'pipe-to-shell': {
    what: 'A script from the network runs while it is being downloaded.',
    why: 'Nobody sees what runs. The server can send one script to people and another to builds, and whoever takes it over, or the account that\npublishes there, runs commands as root in the build: with its secrets, and with the finished image in their hands. When the connection breaks, half a\nscript runs.',
  },
  'add-url-no-checksum': {
    what: 'ADD fetches a file from a URL, and nothing tells whether it is the one that was meant.',
    why: 'Whoever takes over the server, the account that publishes there or the domain decides what goes into the image. `--checksum` makes BuildKit compare\nthe file before anything uses it, and keeps it in the build cache by what it is.',
  },
  'add-git-unpinned': {
    what: 'A build takes the head of a branch of a repository.',
    why: 'What it holds changes with every push, so that no two builds are alike, and whoever gets an account that may push, or merges something by\nstealth, has their code in the next image without anybody changing a line here. A commit id names one content for ever.',
  },
  'package-unpinned': {
    what: 'A package is installed without a version.',
    why: 'Each build may bring another version, and nobody sees the change: what was tested is not what runs. For packages of a language, whose registries take\nanything from anybody, it also lets a release with malicious code, published an hour ago from a stolen account, into the image at once.',
  },
  'pip-extra-index-url': {
    what: 'pip looks for packages in a second index beside the public one.',
    why: 'pip gives no index precedence: it takes the highest version that any of them has. Whoever registers the name of your private package on the public index,\nwith a version such as 99, has their code run in the next build. Names of private packages are easy to find, in a bundle or a stack trace. In 2021 a\nresearcher got code of his into dozens of large companies that way.',
  },
  'npm-install-scripts': {
    what: 'npm, Yarn or pnpm run the scripts of every package that they install.',
    why: "A package may name commands that run as soon as it is installed, as root in most builds, with the build's secrets and network. Worms in the npm registry\nspread by exactly these scripts: one package deep in the tree that was taken over is enough.",
  },
  'npm-ci-preferred': {
    what: '`npm install` runs where a lock file is there to be kept to.',
    why: 'Where package.json and the lock file disagree, `npm install` goes by package.json and rewrites the lock file inside the image. What is installed is then\nsomething that nobody reviewed, perhaps a version published an hour ago from a stolen account. `npm ci` installs exactly what the lock file says, compares the\nhashes in it, and fails when the two disagree.',
  },
  'gpg-short-keyid': {
    what: 'A key is fetched by the last digits of its fingerprint.',
    why: "Keyservers take keys from anybody. A key whose fingerprint ends in eight given digits is made in seconds on an ordinary graphics card, and the keyserver\nhands it out under the same short id. gpg then takes it for the vendor's and finds every signature of the attacker's in order.",
  },
  'ssh-hostkey-off': {
    what: 'ssh is told to accept any key of a host.',
    why: 'The host key is all that tells ssh that it talks to the right server. Without the check whoever gets in between poses as the server: the\nbuild clones a repository of theirs, or copies files and secrets to them. As part of the image the setting holds for every container.',
  },
  'run-chpasswd': {
    what: 'A RUN sets the password of a user to a text that stands in the Dockerfile, or takes the password away.',
    why: 'A password that is built in is the same in every container, and whoever can read the Dockerfile, the image or a registry has it; a hash in\n`/etc/shadow` only takes some time more. Whoever breaks in as an ordinary user becomes root by `su` or `sudo`, and where `sshd` or a terminal\nover the web runs, no break-in is needed.',
  },
  'secret-arg': {
    what: 'A build argument is a secret by its name.',
    why: "Arguments that a RUN can see stand in the history of the image (`docker history --no-trunc`) and in the provenance that `--provenance=mode=max` pushes with it. Whoever may pull\nthe image reads the token there and goes on to the registry, the repository or the cloud that it opens. A secret mount lends it to single steps and\nleaves it out of both. In a stage that is thrown away the history of the image lacks them; that provenance and the builder's own records of the build have them all the same.",
  },
  'secret-literal': {
    what: 'A secret in a known format stands in the Dockerfile: a private key, a token of GitHub, GitLab, AWS, npm and others, a JSON web token, a URL with a\npassword.',
    why: 'Whoever reads the repository, its mirrors or one of its copies has it, and so has everyone who gets the image, because the text of each instruction\nof its stages is in its history. Attackers search public images and repositories for these formats all day. What was pushed once is known and has to be replaced.',
  },
  'secret-file-copy': {
    what: 'COPY or ADD brings a file from the build context that is a secret by its name: a private key, `.env`, `.npmrc`, `.netrc`, credentials of a\ncloud, a kubeconfig.',
    why: 'Whoever gets the image, from a registry, a node or a backup, reads the file with `docker save` and `tar`; so does everyone who breaks into a\ncontainer made from it. With the key or token they go on to the registry, the repository or the cloud that it opens. Layers of a stage that is\nthrown away stay in the build cache, which is often exported and shared.',
  },
  'secret-copied-then-removed': {
    what: 'A file is put into the image by one step and removed by a later one.',
    why: 'Each step makes a layer, and a layer never changes. A later `rm` only hides the file; the layer below still has it and is pushed, pulled and\nstored with the image. Whoever has the image gets the file back with `docker save` and `tar`. A mount lends the file to the steps that need\nit and leaves nothing behind.',
  },
  'secret-in-run': {
    what: 'A RUN hands a secret to a program in plain text: as an option, a variable, or through a pipe.',
    why: 'The text of a RUN is in the history of the image, unless its stage is thrown away. Whoever may pull it, or reads this file, has the password, and while the step runs so has each\nprocess of the builder that can list the others. A secret mount gives it to this one step.',
  },
  'secret-mount-leaked': {
    what: 'A step has a secret mount and writes the secret to a file of its layer.',
    why: 'A mount leaves nothing behind, a copy does: the file that `cp`, `cat … >`, `npm config set` or `docker login` makes belongs to the layer of the step, and whoever\ngets the image, or the build cache, reads the secret there. The mount is then worth nothing.',
  },
  'secret-mount-no-required': {
    what: 'A RUN mounts a secret or an SSH agent that may be missing.',
    why: '`required` is false by default: a build that is not told of the secret leaves out the file or the variable and runs the step all the same. An installer\nthen falls back to the public registry, where an attacker may have put a package of the same name, or a script goes on with an empty token, and the image is shipped.',
  },
  'ssh-key-build': {
    what: 'A step of the build writes a private SSH key into its layer, or makes one there.',
    why: 'The layer keeps the key for everyone who gets the image or the build cache: with it they read, and often write, the repositories and machines that it\nopens. A host key that the build makes is the same in all containers: whoever has the image can pose as any of them. An SSH agent\nlends its keys to a step without letting them out, and leaves nothing behind.',
  },
  'copy-context-all': {
    what: 'COPY or ADD brings the whole build context, and `.dockerignore` does not keep `.git` and `.env` out.',
    why: 'What lies in the project when somebody builds goes into the layer: settings with passwords, and the history with every version of every file. Whoever gets the image\nreads it there. With a `.dockerignore` it is not even sent to the builder.',
  },
  'copy-git-dir': {
    what: 'The directory `.git` is copied into the image.',
    why: 'It holds the whole history: every version of every file, secrets that were committed and deleted since, the names and addresses of all who committed, and in\n`.git/config` now and then a token in the address of the remote. Whoever gets the image gets all of that, and a web server whose root it stands in\nhands it out to everyone.',
  },
  'copy-root-fs': {
    what: '`COPY --from=… / /` lays the whole file system of another stage or image over this one.',
    why: 'All of the other image comes along: its shell and package manager, caches, history files, and whatever its build left lying about, secrets too. Its\nfiles replace those of the base, so that the package list no longer tells what is installed and scanners miss old versions: an attacker finds more to\nuse, and you find less of it.',
  },
  'secret-in-env': {
    what: 'An ENV has a secret by its name.',
    why: "ENV is part of the image's configuration. Whoever may pull the image reads it with `docker inspect`, and so does every process of every container that is made from it: an attacker\nwho runs one command in one of them, or sees a crash report, has the password. A later `unset` changes nothing of it.",
  },
  'expose-admin-port': {
    what: 'An EXPOSE declares the port of a way to administer machines.',
    why: 'EXPOSE opens nothing by itself: it declares a port. But `docker run -P` publishes every declared port on all addresses of the host, and\nSSH, VNC, remote desktops or the Docker daemon hand a shell or more to whoever has the password, or needs none. The declaration also shows\nthat the image may hold such a server.',
  },
  'expose-out-of-range': {
    what: 'An EXPOSE names a port above 65535, a range that ends before it starts, or something that is no port.',
    why: 'There is no such port or range, and the build fails. Mostly a digit too many was typed, or a remark was added: `#` starts no comment behind\nEXPOSE. The port that was meant is the one that firewalls and network policies have to know.',
  },
  'expose-host-mapping': {
    what: 'An EXPOSE holds a port or an address of the host.',
    why: '`127.0.0.1:8080:80` looks as if only the host itself could reach the container. EXPOSE cannot say that: BuildKit keeps the last part and\ndrops the rest with a warning, and later versions are to refuse it. Whoever trusts the line may run the image with `-p 8080:80` or `-P` and\noffer the port to the whole network.',
  },
  'sshd-in-image': {
    what: 'An image holds or starts an SSH server.',
    why: 'An SSH server is a second way in, past `kubectl exec` and `docker exec` with their accounts, rules and logs. It brings keys or passwords\nthat nobody rotates, host keys that all containers share when they were made during the build, and a process that runs as root. Whoever\nsteals one key, or guesses one password, has a shell in every container of the image.',
  },
  'run-security-insecure': {
    what: 'A RUN has `--security=insecure`.',
    why: 'Such a step runs like a privileged container: with all capabilities, with the devices of the machine, and without seccomp and AppArmor.\nWhoever gets code into it owns the build machine: a package with a bad script is enough. From there they reach the caches, secrets and images\nof all other builds.',
  },
  'run-network-host': {
    what: 'A RUN has `--network=host`.',
    why: "The step runs in the network of the build machine. Whoever gets code into it, such as the author of one package, reaches what listens on\nthat machine's localhost only: other builds' services, an unprotected daemon, the metadata service of a cloud that is closed to containers.",
  },
  'setcap-dangerous': {
    what: '`setcap` gives a program a capability that reaches far.',
    why: 'A capability of a file is given to everybody who runs the file, also to a user who is not root. In a container that has the right, whoever\nbreaks in as an ordinary user gets it by starting that program, and programs such as interpreters then do anything with it. With `e` among\nthe flags, and a container that lacks the right, the program does not even start: so such an image asks to be run with more rights.',
  },
  'onbuild-hidden-risk': {
    what: 'An ONBUILD holds back something that surprises whoever builds on the image.',
    why: 'ONBUILD runs in the builds of others, who see one FROM and not what hangs on it. `ONBUILD USER root` makes their images run as root although\ntheir own Dockerfile names no user: whoever breaks into such a container has the rights of root in it.',
  },
  'copy-ignored-file': {
    what: 'COPY or ADD names a file that `.dockerignore` leaves out of the build context.',
    why: 'The builder is not sent the file, so the build stops with "not found"; where a wildcard names it, BuildKit goes on without it. Under pressure people then delete the pattern, and with it what kept secrets and the history out of the\nimage.',
  },
  'healthcheck-missing': {
    what: 'The image has no health check.',
    why: 'Without one, Docker and Swarm only see whether the first process still runs. A server that no longer answers, after an attack that ties up\nall its connections for instance, is not replaced.',
  },
  'entrypoint-shell-form': {
    what: 'A shell starts the command of the image, or an array is not valid JSON and so becomes a shell command.',
    why: 'In the shell form `/bin/sh -c` is the first process. Some shells keep the signal to stop from the program, which is then killed after ten\nseconds in the middle of its work. The image also has to hold a shell, which is what whoever breaks in looks for first; with the JSON form a\ndistroless base will do.',
  },
  'pipefail-missing': {
    what: 'A pipe hides that a download failed.',
    why: 'A shell tells of a pipe only whether its last command failed. `curl … | sh` with half a script, or none, succeeds: the image lacks what should\nhave been installed or checked, and nobody notices. Whoever can break the connection decides how far the script runs.',
  },
  'heredoc-no-errexit': {
    what: 'A script in a heredoc goes on after an error.',
    why: "The build only sees the result of the script's last command. When the check of a signature fails in the second line, the third installs the\nfile all the same, and the build is green. With `&&` that could not happen.",
  },
  'apt-update-alone': {
    what: 'A RUN fetches the list of packages, and another RUN installs by it.',
    why: 'Each RUN is a layer of its own in the build cache. When the RUN that installs changes, only that one runs again, with the list of months\nago: it installs versions whose faults have long been public, or fails because the mirror no longer has them. What an attacker needs is then\nin every container made from the image, although the build is new.',
  },
  'apt-no-recommends': {
    what: '`apt-get install` brings packages that the named ones only recommend.',
    why: "apt installs recommended packages unless it is told otherwise: documentation tools, mail programs, interpreters. The image's author did not\nchoose them. Whoever breaks into the container finds them as tools, and each may have a fault of its own that a scanner will report and\nsomebody must update.",
  },
  'apt-lists-left': {
    what: 'The lists of packages that `apt-get update` fetched stay in a layer of the image.',
    why: 'They are tens of megabytes that no container needs: whoever wants to install must fetch new ones anyway. To an attacker in the container they tell,\nwithout a word over the network, what is out of date and what could be installed. A later RUN cannot take them out of the layer.',
  },
  'apt-not-apt-get': {
    what: 'A RUN calls `apt`, the program for people, instead of `apt-get`.',
    why: '`apt` says so itself: its command line is not stable and may change from one release to the next, where `apt-get` keeps to what scripts expect.\nA build that quietly does something else than before, or fails on the day of a security update, is one that people stop rebuilding.',
  },
  'apt-missing-yes': {
    what: 'A package manager asks a question that nobody in a build can answer.',
    why: '`apt-get install` asks whether to go on as soon as it would install more than was named; `yum`, `dnf` and `zypper` always ask. A build has no\nterminal, so the answer is no. The step then fails on the day on which a package gets a new dependency, which is often that of a security\nupdate.',
  },
  'pkg-cache-left': {
    what: 'What a package manager keeps for its next call stays in a layer of the image.',
    why: 'Nobody installs anything in the finished image, so lists and packages in its cache only make it larger, and slower to pull when a fault must be\nmended in a hurry. To an attacker in the container the cache of pip or Yarn is a store of programs that need no network, and the lists of dnf tell what is out of date.',
  },
  'pkg-upgrade': {
    what: 'A RUN upgrades all packages of the base image.',
    why: 'What the image holds then depends on the day of the build, and no two builds can be compared. While the layer is cached nothing is upgraded at\nall, although the Dockerfile promises it. A newer base image brings the same versions, tested together, for everybody at once.',
  },
  'add-instead-of-copy': {
    what: 'ADD takes local files for which COPY would do.',
    why: 'ADD does more than it says: it unpacks what looks like an archive, by its content and not by its name, and fetches URLs. A file that somebody puts\ninto the build context can so spread over the whole image, past the path that the line names. COPY only copies.',
  },
  'maintainer-deprecated': {
    what: 'The Dockerfile has a MAINTAINER.',
    why: 'MAINTAINER is deprecated, and tools that read labels do not see it. Whoever finds a fault in the image should find whom to tell:\n`org.opencontainers.image.authors` is the label that the image specification of the OCI has for that.',
  },
  'multiple-cmd-entrypoint': {
    what: 'A stage has several CMD, ENTRYPOINT or HEALTHCHECK.',
    why: 'Only the last one counts, without a word. Options that harden the start, such as a user or a read-only mode, have no effect when they stand in an\nearlier one, and whoever reads the file from the top believes otherwise.',
  },
  'stage-name-issues': {
    what: 'A stage has a name that another one has, a name that BuildKit needs, or copies from itself.',
    why: 'With two stages of one name `COPY --from` takes the later one, so that an image may get files of a build that was meant for tests or of\nanother base, unchecked. `scratch` and `context` mean something else to BuildKit. A stage that copies from itself does not build.',
  },
  'legacy-env-format': {
    what: 'An ENV or LABEL has the old form without `=`.',
    why: "In the old form all up to the line's end is the value: `ENV A b C=d` sets one variable and not two. A setting that was meant to harden the\nprogram is then not set, without a word. BuildKit warns of the form.",
  },
  'curl-and-wget': {
    what: 'One stage downloads with curl and with wget.',
    why: 'Both do the same. The second one is a program more, with libraries of its own, that must be kept free of faults, and one more that an attacker\nin the container can fetch tools with.',
  },
  'compose-socket-mount': {
    what: 'A service of a Compose file is given the socket of the container runtime.',
    why: 'The runtime does as root what it is told over its socket. Whoever breaks into the service starts a container with the disk of the host in it, and owns\nthe host with all its other containers. `:ro` does not help: it protects the file, not what is said over it. `use_api_socket` gives the service the logins\nfor registries as well.',
  },
  'ci-build-arg-secret': {
    what: 'A build command, a step of CI or a Compose file hands a secret to a build as an argument.',
    why: 'Arguments are no secrets to a build. Where the Dockerfile declares one (`ARG`), each RUN that can see it is kept with its value in the history of the image\n(`docker history --no-trunc`), and a provenance of the level `max` holds all arguments of the build. Whoever may pull the image reads the token there and goes\non to the registry, the repository or the cloud that it opens. `docker/build-push-action` pushes such a provenance by default for public repositories.',
  },
  'ci-squash-flag': {
    what: 'A build command asks Docker to squash layers.',
    why: 'BuildKit, which has been behind `docker build` since version 23, ignores `--squash` with a warning, and only its experimental predecessor ever did it. Who\nrelies on it ships the layers as they are: a key, a token or a source tree that a later step deletes stays in the layer of the step that put it there, and\nwhoever may pull the image takes it out.',
  },
  'suppression-expired': {
    what: 'The last day of a suppression is past, or is no day.',
    why: "`until=YYYY-MM-DD` says that a risk is accepted for a while: until the upgrade, until the vendor's fix. After that day the finding is back,\nand this one says why: somebody has to decide again. A date that cannot be read holds nothing either, so that a slip does not\nbecome a suppression without an end.",
  },
  'suppression-unknown-rule': {
    what: 'A comment or annotation names a rule that does not exist.',
    why: 'A slip in the name means that nothing is accepted, or that a suppression meant for one rule is read as prose. Rules stand apart by\ncommas; what explains them stands behind ` -- `.',
  },
  'suppression-unused': {
    what: 'A comment or annotation accepts a finding that is not there.',
    why: 'A suppression outlives what it was written for: the image is replaced, the field removed, and the comment stays. From then on it\nhides the next fault of that kind at that place, which nobody has looked at.',
  },
  'suppression-without-reason': {
    what: 'A comment or annotation accepts a finding and does not say why.',
    why: 'A suppression is a decision to live with a risk. The reason is what the next person needs to judge whether it still holds, and what an\nauditor asks for first. It stands behind ` -- `; the placeholder `<reason>` counts as none.',
  },
};
