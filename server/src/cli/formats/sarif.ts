import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as sarif from 'sarif';
import { isDone, type Range, type Report, type ReportedFinding, type ReportedFix, type RunError } from '../report.js';
import { fingerprints } from './fingerprint.js';
import type { RuleBook } from '../host.js';
import { describeRule, levels, messageId } from './sarif-rules.js';

/** What a SARIF log says beside the report. */
export interface SarifContext extends Pick<RuleBook, 'version' | 'rules' | 'pageOf'> {
  readonly cwd: string;
}

/** The report as a SARIF 2.1.0 log (OASIS Standard, 27 March 2020). */
export function formatSarif(report: Report, context: SarifContext): string {
  const base = pathToFileURL(context.cwd + path.sep).href;
  const run: sarif.Run = {
    tool: { driver: driver(report, context) },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { [root]: { uri: base, description: { text: 'The folder in which Bulkhead ran.' } } },
    artifacts: artifacts(report),
    results: results(report, context),
    invocations: [invocation(report, base)],
  };
  const log: sarif.Log = { $schema: schema, version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
const root = '%SRCROOT%';

function driver({ findings }: Report, { version, rules, pageOf }: SarifContext): sarif.ToolComponent {
  return {
    name: 'Bulkhead',
    version,
    semanticVersion: version,
    informationUri: 'https://github.com/bulkhead-dev/bulkhead',
    rules: rules.map((rule) => describeRule(rule, findings, pageOf)),
  };
}

function artifacts({ files }: Report): sarif.Artifact[] {
  return files.map(({ file, kind }) => ({
    location: locationOf(file),
    roles: ['analysisTarget'],
    sourceLanguage: kind,
  }));
}

/** SARIF wants URIs; what lies outside of the working directory has no place below its base. */
function locationOf(file: string): sarif.ArtifactLocation {
  if (file === '<stdin>') return { uri: 'stdin' };
  if (file.startsWith('../') || path.isAbsolute(file)) return { uri: pathToFileURL(path.resolve(file)).href };
  return { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: root };
}

function results({ findings, files }: Report, { rules }: SarifContext): sarif.Result[] {
  const ruleIndexes = new Map(rules.map(({ id }, index) => [id, index]));
  const fileIndexes = new Map(files.map(({ file }, index) => [file, index]));
  const prints = fingerprints(findings);
  return findings.map((finding, index) => {
    const artifact: sarif.ArtifactLocation = {
      ...locationOf(finding.file),
      index: fileIndexes.get(finding.file) ?? -1,
    };
    const ruleIndex = ruleIndexes.get(finding.rule.id);
    return {
      ruleId: finding.rule.id,
      ...(ruleIndex !== undefined && { ruleIndex }),
      level: levels[finding.severity],
      kind: 'fail',
      message: {
        id: messageId(finding),
        text: finding.message,
        ...(finding.args.length > 0 && { arguments: [...finding.args] }),
      },
      locations: [
        {
          physicalLocation: { artifactLocation: artifact, region: regionOf(finding) },
          ...(finding.subject !== undefined && { logicalLocations: [{ fullyQualifiedName: finding.subject }] }),
        },
      ],
      ...(finding.related.length > 0 && { relatedLocations: relatedLocations(finding, artifact) }),
      partialFingerprints: { 'bulkheadFinding/v1': prints[index] ?? '' },
      suppressions: suppressions(finding),
      ...fixes(finding, artifact),
    };
  });
}

function regionOf({ start, end }: Range): sarif.Region {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
}

function relatedLocations({ related }: ReportedFinding, artifact: sarif.ArtifactLocation): sarif.Location[] {
  return related.map((place, id) => ({
    id,
    message: { text: place.message },
    physicalLocation: { artifactLocation: artifact, region: regionOf(place) },
  }));
}

/** Empty where nothing accepts the finding: an absent list would mean that nobody looked (SARIF 2.1.0, 3.27.23). */
function suppressions({ suppression }: ReportedFinding): sarif.Suppression[] {
  if (!suppression) return [];
  const { reason, until, tool } = suppression;
  return [
    {
      kind: 'inSource',
      ...(reason !== undefined && { justification: reason }),
      properties: { tool, ...(until !== undefined && { until }) },
    },
  ];
}

function fixes({ fixes }: ReportedFinding, artifact: sarif.ArtifactLocation): Pick<sarif.Result, 'fixes'> {
  const made = fixes.flatMap((fix) => describeFix(fix, artifact));
  return made.length > 0 ? { fixes: made } : {};
}

function describeFix(
  { title, applicability, kind, edits }: ReportedFix,
  artifact: sarif.ArtifactLocation,
): sarif.Fix[] {
  if (!edits || edits.length === 0) return [];
  const replacements = edits.map((edit) => ({
    deletedRegion: regionOf(edit),
    ...(edit.newText !== '' && { insertedContent: { text: edit.newText } }),
  }));
  return [
    {
      description: { text: title },
      artifactChanges: [{ artifactLocation: artifact, replacements }],
      properties: { applicability, ...(kind && { kind }) },
    },
  ];
}

function invocation(report: Report, base: string): sarif.Invocation {
  const { errors, started, milliseconds } = report;
  const of = (wanted: (error: RunError) => boolean) => errors.filter(wanted).map(notification);
  return {
    executionSuccessful: isDone(report),
    startTimeUtc: started.toISOString(),
    endTimeUtc: new Date(started.getTime() + milliseconds).toISOString(),
    workingDirectory: { uri: base },
    toolExecutionNotifications: of(({ cause }) => cause !== 'settings'),
    toolConfigurationNotifications: of(({ cause }) => cause === 'settings'),
  };
}

function notification({ level, cause, file, at, message }: RunError): sarif.Notification {
  const place = file !== undefined && {
    locations: [{ physicalLocation: { artifactLocation: locationOf(file), ...(at && { region: regionOf(at) }) } }],
  };
  return { level, message: { text: message }, descriptor: { id: cause }, ...place };
}
