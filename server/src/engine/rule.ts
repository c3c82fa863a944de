import type { Keyword } from '../dockerfile/keywords.js';
import type { Dockerfile, Instruction, Stage } from '../dockerfile/tree.js';
import type { Container, Manifest, PodSpec } from '../kubernetes/model.js';
import type { BuildCommand } from '../pipeline/build-commands.js';
import type { OtherDocument } from '../pipeline/document.js';
import type { Edit } from '../text/edit.js';
import type { Located } from '../text/span.js';
import type { YamlChange } from '../yaml/change.js';
import type { Message } from './message.js';
import type { SuppressionUse } from './suppression/audit.js';

export type Severity = 'error' | 'warning' | 'info' | 'hint';

/**
 * How safe a fix is. `safe`: cannot change how a correct workload behaves · `hardening`: takes away a right that a workload
 * might use · `placeholder`: leaves a value for the person to fill in.
 */
export type Applicability = 'safe' | 'hardening' | 'placeholder';

/** One step of a fix: a semantic change of a YAML document, or edits of a Dockerfile (offsets of its chunk). */
export type Change = YamlChange | { readonly op: 'text'; readonly edits: readonly Edit[] };

/** Named changes that mend one finding. */
export interface Fix {
  /** What will be done, in the imperative, without a full stop. */
  readonly title: Message;
  readonly applicability: Applicability;
  /**
   * Right only where the person knows more than the file shows, so that editors do not offer it as the one to make. Hardening
   * makes it all the same.
   */
  readonly preferred?: false;
  /**
   * A rewrite that reaches beyond the place of the finding. Editors offer it among refactorings and show all of it before it is made;
   * no run of many fixes makes it.
   */
  readonly kind?: 'refactoring';
  /** Where the fix lies in another file, so that `changes` has nothing to do here; no run of many fixes makes it. */
  readonly elsewhere?: Elsewhere;
  /** The command that does its work only when it is given so from now on, such as a build that must be told of a secret. */
  readonly command?: string;
  /** Called only when someone asks for the fix. */
  readonly changes: () => readonly Change[];
}

/**
 * What a fix adds to another file: patterns, in their order, to the `.dockerignore` of a Dockerfile, which is made if there is none;
 * an entry to the list of images in the settings file.
 */
export type Elsewhere =
  | { readonly file: 'dockerignore'; readonly patterns: readonly string[] }
  | { readonly file: 'settings'; readonly allowedRegistry: string };

/** What a check yields. */
export interface Problem {
  readonly at: Located;
  readonly message: Message;
  /** Where the rule's own severity does not fit this case. */
  readonly severity?: Severity;
  /** Where Pod Security does not look, although the rule is one of its checks. */
  readonly beyondPodSecurity?: true;
  /** The places that decide it: a pod-level setting, a mount, the base of a stage. */
  readonly related?: readonly Related[];
  /** The first is the preferred one unless it says otherwise, and the one that hardening takes if it is safe or hardening. */
  readonly fixes?: readonly Fix[];
}

export interface Related {
  readonly at: Located;
  readonly message: Message;
}

/** The Kubernetes objects that are known together: for one file, its own. */
export interface Workspace {
  /** The objects of a kind, in the order of their files; the same list for as long as none of them changes. */
  ofKind(kind: string): readonly Manifest[];
}

/** The tools whose names for a fault are known, so that their pragmas are honoured and their users find ours. */
export type Tool =
  | 'buildkit' | 'checkov' | 'dockle' | 'hadolint' | 'kics' | 'kubescape' | 'kubeaudit' | 'kube-linter'
  | 'kube-score' | 'kubesec' | 'kyverno' | 'polaris' | 'semgrep' | 'sonar' | 'trivy'; // prettier-ignore

export interface Standards {
  /** The Pod Security level whose checks this rule is part of. */
  readonly podSecurity?: 'baseline' | 'restricted';
  /** The minor version of Kubernetes since which the level asks for it; the first one where it does not stand. */
  readonly podSecuritySince?: number;
  /** Recommendations of the CIS Kubernetes Benchmark 1.12 or the CIS Docker Benchmark 1.8. */
  readonly cis?: readonly string[];
  /** The section of the NSA/CISA Kubernetes Hardening Guide 1.2. */
  readonly nsa?: string;
  readonly cwe?: readonly number[];
}

/** One fault that Bulkhead knows. */
export interface RuleMeta {
  /** Named for the fault, in kebab-case; also the name of its file, its page and its setting. */
  readonly id: string;
  /** The fault as a short phrase, for lists and for SARIF. */
  readonly title: string;
  readonly severity: Severity;
  /** Whether it speaks without being asked to. */
  readonly on: boolean;
  readonly standards?: Standards;
  readonly aliases?: Readonly<Partial<Record<Tool, readonly string[]>>>;
}

/** What a check may know besides its node. */
export interface RuleContext {
  /** The Pod Security level that missing fields are held to. */
  readonly level: 'baseline' | 'restricted';
  /** The minor version of Kubernetes 1.x that the manifests are for. */
  readonly kubernetesMinor: number;
  /** Registries, namespaces and repositories that images may come from; empty: any. */
  readonly allowedRegistries: readonly string[];
  /** The day (YYYY-MM-DD) by which dates are judged; nothing where none is known, so that no date has come. */
  readonly today: string | undefined;
  /** The options of this rule from the settings. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** The nodes that a rule may ask to see. */
export interface Visited {
  manifest: Manifest;
  podSpec: PodSpec;
  container: Container;
  dockerfile: Dockerfile;
  stage: Stage;
  instruction: Instruction;
  /** A YAML document that holds no Kubernetes object. */
  document: OtherDocument;
  /** In such a document, a script or a Makefile. */
  buildCommand: BuildCommand;
}

/** What a rule has to say of one node. */
export type Check<Node> = (node: Node, context: RuleContext) => Iterable<Problem>;

/** The checks of a rule, each under the node that it asks to see. */
export type Visitor = {
  readonly [K in Exclude<keyof Visited, 'instruction'>]?: Check<Visited[K]>;
} & {
  /** Sees all instructions, or by keyword those that it asks for. What an ONBUILD holds back is seen with its ONBUILD. */
  readonly instruction?: Check<Instruction> | ChecksByKeyword;
  /**
   * Narrows what the rule sees of a Dockerfile to instructions, stages and files in which one of these words stands: the names of
   * programs, settings or variables. Of documents without Kubernetes objects, scripts and Makefiles a rule sees no others: without
   * such a word they are not even read. A word is made of letters, digits, `_` and `-`, dashes at its ends and case do not count, and
   * quotes within it neither. All rules' words are looked for in one pass, so this costs less than a search of the rule's own.
   */
  readonly mentions?: readonly string[];
  /** Narrows the documents without Kubernetes objects, scripts and Makefiles that a rule sees to those whose text matches as well. */
  readonly wants?: RegExp;
  /** Sees a manifest among all that are known together; asked again when it changes, or a kind that it looked at does. */
  readonly workspace?: (manifest: Manifest, workspace: Workspace, context: RuleContext) => Iterable<Problem>;
  /** Sees each of our own suppressions, with what became of it; what it finds cannot be suppressed. */
  readonly suppression?: (use: SuppressionUse, context: RuleContext) => Iterable<Problem>;
};

export type ChecksByKeyword = { readonly [K in Keyword]?: Check<Instruction> };

export type Rule = RuleMeta & Visitor;
