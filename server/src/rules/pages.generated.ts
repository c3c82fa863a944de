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
  'container-runtime-socket': {
    what: 'A volume holds the socket of the container runtime.',
    why: "The runtime (Docker, containerd, CRI-O) does as root what it is told over its socket. Whoever breaks into the pod starts a privileged\ncontainer with the node's disk in it, and owns the node. A read-only mount does not help: it protects the file, not what is said over it.",
  },
  'dangerous-capability': {
    what: 'A container is given a Linux capability that reaches beyond it.',
    why: "A capability is one of the rights of root. `SYS_ADMIN`, `SYS_MODULE`, `SYS_PTRACE`, `DAC_READ_SEARCH` and their like let an attacker in the\ncontainer act on the node's kernel, files or processes; `NET_ADMIN` and `NET_RAW` on the network.",
  },
  'capabilities-not-dropped': {
    what: 'A container does not drop all Linux capabilities.',
    why: 'A container starts with about a dozen rights of root, such as changing the owner of any file and becoming another user. Most programs use\nnone of them; an attacker does. `drop: ["ALL"]` takes them away, and `add` gives back the one that is needed.',
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
  'misplaced-security-field': {
    what: 'A security setting stands where Kubernetes does not look for it.',
    why: "Some fields exist only in a container's security context and some only in the pod's. At the wrong level the API server drops them, with a\nwarning at most, if the client does not ask for strict validation (kubectl does, Helm and most others do not). The file looks\nprotected and the pods are not.",
  },
  'automount-service-account-token': {
    what: 'Pods get a token for the Kubernetes API that they may not need.',
    why: 'The token lies in a file of every container, `/var/run/secrets/kubernetes.io/serviceaccount/token`. Whoever breaks in uses it to speak to the API\nwith all rights of the ServiceAccount, from inside the network.',
  },
  'default-service-account': {
    what: 'Pods get a token of the ServiceAccount `default`.',
    why: 'Every pod of the namespace that names no account shares this one, and one that names it joins them. A right that somebody gives to it for one program is given to all of them,\nand whoever breaks into any holds the token. An account per workload keeps the rights apart, and most pods need no token at all.',
  },
  'image-latest-tag': {
    what: 'An image has no version: no tag, or `latest`.',
    why: 'Nobody can tell what runs: each node may have pulled another version, and a restart may bring a new one. Whoever can push to the\nrepository, also with stolen credentials, decides what the next pod runs, and there is no version to go back to.',
  },
  'memory-limit': {
    what: 'A container may use all the memory of its node.',
    why: 'Whoever makes the program use up memory, with a few large requests perhaps, starves the other pods of the node, until the kernel ends processes\nto save it. With a limit only the container itself is ended.',
  },
  'secret-literal-env': {
    what: 'An environment variable holds a secret in plain text.',
    why: 'The file is in a repository, in its history and in every copy of it; the value also shows in `kubectl describe` and to everyone who may read\npods, a much larger circle than those who may read Secrets. Consider it known and replace it.',
  },
  'user-missing': {
    what: 'The image has no USER, and its base starts as root.',
    why: 'Root in a container is root for the kernel of the host, fenced in by namespaces and little else. Whoever breaks in can change the programs\nof the container, install tools, read what other processes hold in memory and use every flaw of the kernel or the runtime that needs root.\nKubernetes refuses the image where `runAsNonRoot` is set.',
  },
  'user-root': {
    what: 'The last USER of the image is root.',
    why: 'Root in a container is root for the kernel of the host, fenced in by namespaces and little else. Whoever breaks in can change the programs\nof the container, install tools, read what other processes hold in memory and use every flaw of the kernel or the runtime that needs root.\nKubernetes refuses the image where `runAsNonRoot` is set.',
  },
  'from-latest-tag': {
    what: 'An image that goes into the build has the tag `latest`.',
    why: 'The tag moves. Whoever can push to the repository, also with stolen credentials, decides what the next build takes in, and so what runs with\nthe rights of your service. Two builds of one commit may differ, and there is no version to go back to or to look up in a list of\nvulnerabilities.',
  },
  'from-untagged': {
    what: 'An image that goes into the build has neither a tag nor a digest, which means `latest`.',
    why: 'The missing tag stands for one that moves. Whoever can push to the repository, also with stolen credentials, decides what the next build\ntakes in, and so what runs with the rights of your service. Two builds of one commit may differ, and there is no version to go back to or to\nlook up in a list of vulnerabilities.',
  },
  'volume-sensitive-path': {
    what: 'A VOLUME lies over a directory of the system.',
    why: 'VOLUME never mounts a directory of the host; only `docker run -v`, compose or a `hostPath` can. It makes a new anonymous volume in that\nplace, filled from the image, each time that a container is made. Over `/proc` or below it runc refuses to start the container; over `/sys`\nand `/dev` the volume hides what the kernel shows. A volume over `/etc`, `/usr` or `/root` stays writable under Docker and containerd even\nwhere the root file system is read-only, so whoever breaks in can plant programs and settings there, and a container that keeps its volume\ndoes not see what a newer image brings.',
  },
  'volume-docker-socket': {
    what: 'A VOLUME names the socket of a container runtime.',
    why: "VOLUME never mounts the host's socket; only `docker run -v`, compose or a `hostPath` can. It makes an empty directory in that place, and\nprograms that look for the socket fail. It also shows that the image is meant to get the socket. Whoever breaks into a container with the\nsocket of the runtime in it can start containers as root, with the disk of the host in them, and so owns the host.",
  },
  'apt-unauthenticated': {
    what: 'apt is told to take packages without a valid signature.',
    why: 'A signature is what makes a package from any mirror, over plain HTTP too, as good as one from the distribution itself. Without it whoever\ncontrols the mirror, or the network between the build and the mirror, can send a package of their own. Its scripts run as root during the\nbuild, and its files are in every container made from the image.',
  },
  'curl-insecure': {
    what: 'curl is told to accept any certificate.',
    why: 'TLS without a checked certificate protects against nobody who can get in between: a rogue access point, a poisoned name server, a proxy.\nThey read the tokens that are sent and put a file of their own in the place of the one that was asked for. During a build that file is\noften a program or a script, which then runs as root.',
  },
  'secret-copied-then-removed': {
    what: 'A file is put into the image by one step and removed by a later one.',
    why: 'Each step makes a layer, and a layer never changes. A later `rm` only hides the file; the layer below still has it and is pushed, pulled and\nstored with the image. Whoever has the image gets the file back with `docker save` and `tar`. A mount lends the file to the steps that need\nit and leaves nothing behind.',
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
