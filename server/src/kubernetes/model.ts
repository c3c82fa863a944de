import type { YamlValue } from '../yaml/value.js';

/** A Kubernetes object in a YAML document. */
export interface Manifest {
  readonly value: YamlValue;
  /** The path or URI of its file, with `/` between the parts. */
  readonly path: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** `metadata.name`; nothing where it is missing or a template decides it. */
  readonly name: string | undefined;
  /** `metadata.namespace`; nothing where it is missing or a template decides it. */
  readonly namespace: string | undefined;
  /** The pod spec of a workload; nothing for any other object. */
  readonly podSpec: PodSpec | undefined;
}

/** The pod spec of a workload, wherever the kind keeps it. */
export interface PodSpec {
  /** The object that it stands in. */
  readonly manifest: Manifest;
  readonly value: YamlValue;
  /** The metadata of the pods: the template's, or a Pod's own. */
  readonly metadata: YamlValue;
  readonly securityContext: YamlValue;
  /** All containers: main, init and ephemeral ones, in this order. */
  readonly containers: readonly Container[];
  /** Whether `os.name` says that the pods run on Windows, so that the API refuses what is for Linux. */
  readonly isWindows: boolean;
  /** Whether the pods run on Windows by `os.name` or, where that says nothing, by their node selector. */
  readonly runsOnWindows: boolean;
}

/** A container of a pod, of whichever list. */
export interface Container {
  readonly podSpec: PodSpec;
  readonly role: 'main' | 'init' | 'ephemeral';
  /** The container's name; its image or `(unnamed)` where it has none. Where a template decides it, the text of the template. */
  readonly name: string;
  readonly value: YamlValue;
  readonly securityContext: YamlValue;
}
