/** A kind of file that holds a secret. */
export interface SecretKind {
  /** `ssh` for a private key that git and ssh find by themselves or are told of. */
  readonly of: 'ssh' | 'other';
  /** The programs that read it without being told where it is. */
  readonly readers: readonly string[];
}

const overGit = [
  'npm',
  'npx',
  'yarn',
  'pnpm',
  'bun',
  'pip',
  'pip3',
  'uv',
  'poetry',
  'go',
  'cargo',
  'bundle',
  'composer',
  'mix',
];
const git = ['git', ...overGit];
const ssh: SecretKind = { of: 'ssh', readers: ['ssh', 'scp', 'sftp', 'rsync', ...git] };
const read = (...readers: readonly string[]): SecretKind => ({ of: 'other', readers });

/** By the path in lower case; the first that fits counts. */
const kinds: readonly (readonly [RegExp, SecretKind])[] = [
  [/(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?(?:[._-][\w.-]+)?$/, ssh],
  [/(?:^|\/)\.ssh(?:\/|$)/, ssh],
  [/(?:^|[/._-])(?:deploy|ssh|git(?:hub|lab)?|bitbucket)[._-]?(?:private[._-]?)?key(?:\.pem)?$/, ssh],
  [/_(?:rsa|dsa|ecdsa|ed25519)$|\.ppk$/, ssh],
  [/(?:^|\/)\.npmrc$/, read('npm', 'npx', 'yarn', 'pnpm', 'bun')],
  [/(?:^|\/)\.pypirc$/, read('twine', 'poetry', 'flit', 'uv')],
  [/(?:^|\/)[._]netrc$/, read('curl', 'wget', ...git)],
  [/(?:^|\/)\.git-credentials$/, read(...git)],
  [/(?:^|\/)\.env(?:rc|[._-][\w.-]+)?$/, read()],
  [/(?:^|\/)\.aws(?:\/|$)/, read('aws', 'terraform', 'sam', 'cdk')],
  [/(?:^|\/)(?:\.docker(?:\/config\.json)?\/?|\.dockerconfigjson|\.dockercfg)$/, read('docker', 'skopeo', 'crane', 'oras')],
  [/(?:^|\/)(?:\.kube(?:\/config)?\/?|[\w.-]*kubeconfig(?:\.ya?ml)?)$/, read('kubectl', 'helm')],
  [/(?:^|\/)(?:application_default_credentials|[\w.-]*service[-_]?account[\w.-]*|[\w.-]*(?:gcp|gcloud)[\w.-]*)\.json$/, read('gcloud', 'gsutil', 'bq')],
  [/(?:^|\/)\.cargo\/credentials(?:\.toml)?$/, read('cargo')],
  [/(?:^|\/)(?:\.composer\/)?auth\.json$/, read('composer')],
  [/(?:^|\/)\.m2\/settings\.xml$/, read('mvn', 'mvnw')],
  [/(?:^|\/)(?:\.pgpass|\.my\.cnf|\.htpasswd|\.vault-token|\.s3cfg|\.boto)$/, read('psql', 'mysql', 'vault', 's3cmd', 'gsutil')],
  [/(?:^|\/)\.gnupg(?:\/|$)/, read('gpg', 'gpg2', 'git')],
  [/\.(?:pem|key|p12|pfx|jks|keystore)$/, read()],
  [/(?:^|\/)[\w.-]*credentials(?:\.(?:json|ya?ml|toml|ini|env|txt|xml|properties))?$/, read()],
  [/(?:^|\/)\.?secrets?(?:\.(?:json|ya?ml|toml|ini|env|txt|xml|properties|tfvars))?$/, read()],
  [/(?:^|\/)\.?secrets\/[^/]+$/, read()],
  [/(?:^|[/._-])(?:token|password|passwd|passphrase|api[._-]?key)(?:\.txt)?$/, read()],
]; // prettier-ignore

/** What looks like one of them and is not: samples, public halves, certificates of authorities, keys that sign packages, sources. */
const harmless: readonly RegExp[] = [
  /[._-](?:example|sample|template|tmpl|tpl|dist|defaults?|schema)(?:\.[a-z]+)?$/,
  /\.(?:pub|md|crt|cer|j2|erb|go|rs|py|rb|js|mjs|ts|tsx|java|kt|cs|php|c|h|html|css|d)$/,
  /(?:^|\/)\.ssh\/(?:known_hosts|config|authorized_keys)/,
  /(?:^|\/)known_hosts$/,
  // `ca-key.pem` and `ca.key` are the keys of an authority, with which one makes certificates that all its clients trust.
  /(?:^|\/)(?![^/]*(?:key|priv))(?:ca|(?:ca|[\w.-]*[-_.]ca)[-_.\d][\w.-]*|[\w.-]*(?:[-_.]ca|bundle|chain|cert|truststore|trusted|rootca)[\w.-]*)\.(?:pem|jks|p12)$/,
  /(?:^|\/)[\w.-]*public[\w.-]*\.(?:pem|key)$/,
  /(?:gpg|pgp|apt|repo|repository|release|archive|signing|keyring|pub)[\w.-]*\.key$/,
  /(?:^|\/)(?:dh|dhparams?)[\w.-]*\.pem$/,
];

/** All of `kinds` at once: most files are none of them. */
const anyKind = new RegExp(kinds.map(([{ source }]) => source).join('|'));

/** The kind of secret that a file of this path holds by its name; undefined for all others. */
export function secretKind(path: string): SecretKind | undefined {
  const name = path.toLowerCase();
  if (!anyKind.test(name) || isHarmless(path)) return undefined;
  return kinds.find(([pattern]) => pattern.test(name))?.[1];
}

/** Whether the name of a file says that it is no secret, though it may look like one: `.env.example`, `ca.pem`, `id_rsa.pub`. */
export function isHarmless(path: string): boolean {
  const name = path.toLowerCase();
  return harmless.some((pattern) => pattern.test(name));
}

/** Whether the name is usually that of a directory with secrets. */
export function isSecretFolder(path: string): boolean {
  return /(?:^|\/)\.?(?:ssh|aws|kube|docker|gnupg|secrets)\/?$/i.test(path) && !/(?:^|\/)docker\/?$/i.test(path);
}

/** Names that say nothing without the directory above them. */
const vague = /^(?:config|config\.json|credentials|settings\.xml|auth\.json)$/;

/** A short name for a secret, made of its path: `.npmrc` gives `npmrc`, `.aws/credentials` gives `aws-credentials`. */
export function secretId(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const name = parts.at(-1) ?? '';
  const text = vague.test(name) ? parts.slice(-2).join('-') : name;
  return (
    text
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, '-')
      .replace(/^[-_]+|[-_]+$/g, '') || 'secret'
  );
}
