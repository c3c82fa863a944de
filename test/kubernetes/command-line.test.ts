import assert from 'node:assert/strict';
import {
  entriesOf,
  flagOf,
  isTrue,
  lacks,
  type CommandLine,
  type Component,
} from '../../server/src/kubernetes/command-line.js';
import { commandLines } from '../../server/src/kubernetes/command-lines.js';
import { components } from '../../server/src/kubernetes/command-line.js';
import { withFlag, withoutFlag, withValue } from '../../server/src/kubernetes/flag-changes.js';
import { manifestsOf } from '../../server/src/kubernetes/manifest.js';
import { applyEdits } from '../../server/src/text/edit.js';
import { parseYaml } from '../../server/src/yaml/parse.js';
import { planChanges } from '../../server/src/yaml/plan.js';

function linesIn(text: string, ...wanted: readonly Component[]): readonly CommandLine[] {
  return manifestsOf(parseYaml(text)).flatMap((manifest) =>
    commandLines(manifest, ...(wanted.length > 0 ? wanted : components)),
  );
}

/** A Pod with one container of these fields, in flow style. */
function pod(fields: string): string {
  return `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - {${fields}}\n`;
}

/** The component, its flags with their values (`?` where nobody knows), and `…` where others may be there. */
function tell(text: string): string[] {
  return linesIn(text).map(({ component, flags, open }) =>
    [component, ...flags.map(({ name, value }) => `${name}=${value ?? '?'}`), ...(open ? ['…'] : [])].join(' '),
  );
}

describe('the command lines of components', () => {
  const cases: readonly (readonly [title: string, fields: string, expected: readonly string[]])[] = [
    ['a command', 'image: k, command: [/usr/local/bin/kube-apiserver, --a=1, --b, --c, x, --d_e=f]', ['kube-apiserver a=1 b=true c=x d-e=f']],
    ['a command and arguments', 'image: k, command: [kube-scheduler, --a=1], args: [--b=2]', ['kube-scheduler a=1 b=2']],
    ['hyperkube', 'image: k, command: [/hyperkube, apiserver, --a=1]', ['kube-apiserver a=1']],
    ['a program that starts it', 'image: k, command: [/go-runner, --log-file=x, /usr/local/bin/kube-scheduler, --a=1]', ['kube-scheduler a=1']],
    ['an image', 'image: "registry.k8s.io/kube-apiserver:v1.37.0", args: [--a=1]', ['kube-apiserver a=1']],
    ['an image for one processor', 'image: registry.k8s.io/kube-controller-manager-amd64:v1.9.0, args: [--a=1]', ['kube-controller-manager a=1']],
    ['a program among the arguments', 'image: k, args: [kube-apiserver, --a=1]', ['kube-apiserver a=1']],
    ['the text of a shell', `image: k, command: [sh, -c, "exec kube-apiserver --a=1 --b='x y' --c \\"z\\" >>/var/log/x 2>&1"]`, ['kube-apiserver a=1 b=x y c=z']],
    ['a shell with variables', 'image: k, command: [sh, -c, "kube-apiserver --a=$(hostname -i) --b=${B} --c=1 $D; true"]', ['kube-apiserver a=? b=? c=1 …']],
    ['a shell that puts its arguments in', `image: k, command: [sh, -c, 'exec kube-apiserver "$@"', --, --a=1]`, ['kube-apiserver …']],
    ['variables', 'image: k, command: [kube-apiserver, --a=$(A), $(B), --c=$(D)]', ['kube-apiserver a=? c=? …']],
    ['templates', 'image: k, command: [kube-apiserver, "--a={{ .Values.a }}", --b=1]', ['kube-apiserver a=? b=1']],
    ['a template for a word', 'image: k, command: [kube-apiserver, "{{ .Values.a }}", --b=1]', ['kube-apiserver b=1 …']],
    ['the environment of etcd', 'image: quay.io/coreos/etcd:v3.6.0, env: [{name: ETCD_CERT_FILE, value: a}, {name: ETCD_KEY_FILE, valueFrom: {}}, {name: HOME, value: b}]', ['etcd cert-file=a key-file=?']],
    ['flags of etcd with one dash', 'image: e, command: [etcd, -a=1], envFrom: [{configMapRef: {name: a}}]', ['etcd a=1 …']],
    ['another program', 'image: "registry.k8s.io/kube-apiserver:v1.37.0", command: [kubectl, get, --raw=/]', []],
    ['a question for the version', 'image: k, command: [kube-apiserver, --version]', []],
    ['only a word', 'image: k, command: [pgrep, kube-apiserver]', []],
    ['only an image', 'image: "registry.k8s.io/kube-apiserver:v1.37.0"', []],
    ['etcd of someone else', 'name: etcd, image: backup, args: [--a=1]', []],
    ['a command of a template', 'image: "registry.k8s.io/kube-apiserver:v1.37.0", command: "{{ .Values.command }}", args: [--a=1]', []],
  ]; // prettier-ignore
  for (const [title, fields, expected] of cases) {
    it(title, () => {
      assert.deepEqual(tell(pod(fields)), expected);
    });
  }

  it('reads lines that a backslash breaks', () => {
    const script = '|\n      set -e\n      exec etcd \\\n        --a=1 \\\n        --b=2 &\n      wait';
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: k\n    command:\n    - sh\n    - -c\n    - ${script}\n`;
    assert.deepEqual(tell(text), ['etcd a=1 b=2']);
    const [line] = linesIn(text);
    assert.ok(line);
    const { start, end } = flagOf(line, 'b')?.at.span ?? { start: 0, end: 0 };
    assert.equal(text.slice(start, end), '--b=2');
  });

  it('does not say that a patch lacks what it does not show', () => {
    const text = 'apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      command: [kube-apiserver]\n';
    assert.deepEqual(tell(text), ['kube-apiserver …']);
  });

  it('reads a template that stands alone on its line as more flags', () => {
    const text = pod('image: k').replace(
      '{image: k}',
      'image: k\n      command:\n        - kube-apiserver\n        {{- range .Values.flags }}\n        - {{ . }}\n        {{- end }}',
    );
    assert.deepEqual(tell(text), ['kube-apiserver …']);
  });

  it('reads kubeadm, with a map until v1beta3 and a list since', () => {
    const kubeadm = (version: string, args: string) =>
      `apiVersion: kubeadm.k8s.io/${version}\nkind: ClusterConfiguration\napiServer:\n  extraArgs: ${args}\netcd: {local: {extraArgs: []}}\n`;
    assert.deepEqual(tell(kubeadm('v1beta3', '{a: "1", b_c: "2"}')), ['kube-apiserver a=1 b-c=2', 'etcd']);
    assert.deepEqual(tell(kubeadm('v1beta4', '[{name: a, value: "1"}]')), ['kube-apiserver a=1', 'etcd']);
    assert.deepEqual(tell('apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n'), ['kube-apiserver']);
  });

  it('reads the kubelets of kubeadm and the objects of Cluster API', () => {
    const node = 'nodeRegistration:\n  kubeletExtraArgs: {a: "1"}\n';
    assert.deepEqual(tell(`apiVersion: kubeadm.k8s.io/v1beta3\nkind: JoinConfiguration\n${node}`), ['kubelet a=1']);
    const capi = (version: string, args: string) =>
      `apiVersion: controlplane.cluster.x-k8s.io/${version}\nkind: KubeadmControlPlane\nspec:\n  kubeadmConfigSpec:\n    clusterConfiguration:\n      scheduler:\n        extraArgs: ${args}\n`;
    assert.deepEqual(tell(capi('v1beta1', '{a: "1"}')), ['kube-apiserver', 'kube-scheduler a=1']);
    assert.deepEqual(tell(capi('v1beta2', '[{name: a, value: "1"}]')), ['kube-apiserver', 'kube-scheduler a=1']);
  });

  it('reads the lists of Rancher, which may be added to', () => {
    const text = `apiVersion: provisioning.cattle.io/v1\nkind: Cluster\nspec:\n  rkeConfig:\n    machineGlobalConfig:\n      etcd-arg: [a=1]\n    machineSelectorConfig:\n      - config: {kubelet-arg: [b_c, --d=$(E)]}\n`;
    assert.deepEqual(tell(text), ['etcd a=1 …', 'kubelet b-c=true d=? …']);
  });

  it('reads the maps of k0s, which sets more', () => {
    const spec = 'spec: {api: {extraArgs: {a: "1"}}, storage: {etcd: {extraArgs: {b: "2"}}}, scheduler: {}}';
    const config = `apiVersion: k0s.k0sproject.io/v1beta1\nkind: ClusterConfig\n${spec}\n`;
    assert.deepEqual(tell(config), ['kube-apiserver a=1 …', 'etcd b=2 …']);
    const tool = `apiVersion: k0sctl.k0sproject.io/v1beta1\nkind: Cluster\nspec: {k0s: {config: {${spec}}}}\n`;
    assert.deepEqual(tell(tool), ['kube-apiserver a=1 …', 'etcd b=2 …']);
  });

  it('points at the word of a script, not at a longer one that holds it', () => {
    const text = pod(
      'image: k, command: [sh, -c, "kube-apiserver-prepare; kube-apiserver --a=1 >>/var/log/kube-apiserver.log"]',
    );
    const [line] = linesIn(text);
    assert.equal(line?.at.span.start, text.indexOf('kube-apiserver --a'));
  });

  it('answers what rules ask', () => {
    const [line] = linesIn(pod('image: k, command: [kube-apiserver, --a=1, --a=2, "--l=x, y,", --t=True, --f=maybe]'));
    assert.ok(line);
    assert.equal(flagOf(line, 'a')?.value, '2');
    assert.deepEqual(entriesOf({ ...line.flags[2] } as never), ['x', 'y']);
    assert.equal(isTrue(flagOf(line, 't')), true);
    assert.equal(isTrue(flagOf(line, 'f')), undefined);
    assert.equal(lacks(line, 'z'), true);
    assert.equal(lacks(line, 'z', 'a'), false);
    const [ofOpenShift] = linesIn(pod('image: k, command: [hyperkube, kube-apiserver, --openshift-config=/a]'));
    assert.ok(ofOpenShift);
    assert.equal(lacks(ofOpenShift, 'z'), false);
    assert.deepEqual(linesIn(pod('image: k, command: [kube-apiserver]'), 'kube-scheduler'), []);
  });
});

describe('changes of a command line', () => {
  function change(text: string, what: (line: CommandLine) => ReturnType<typeof withFlag>): string | undefined {
    const document = parseYaml(text);
    const [line] = manifestsOf(document).flatMap((manifest) => commandLines(manifest, ...components));
    assert.ok(line);
    const edits = planChanges(document, what(line)?.changes ?? []);
    return edits && applyEdits(text, edits);
  }
  const flag = (line: CommandLine, name: string) => {
    const found = flagOf(line, name);
    assert.ok(found);
    return found;
  };

  it('keeps the form of a word, of two words and of a value in the environment', () => {
    const text = pod(`image: k, command: [etcd, "--a=1", --b, '2', --c], env: [{name: ETCD_D, value: "3"}]`);
    const changed = (name: string) => change(text, (line) => withValue(flag(line, name), '9'));
    assert.equal(changed('a'), text.replace('--a=1', '--a=9'));
    assert.equal(changed('b'), text.replace("'2'", "'9'"));
    assert.equal(changed('c'), text.replace('--c', '"--c=9"'));
    assert.equal(changed('d'), text.replace('"3"', '"9"'));
    assert.equal(
      change(text, (line) => withoutFlag(flag(line, 'b'))),
      text.replace(" --b, '2',", ''),
    );
    assert.equal(
      change(text, (line) => withFlag(line, 'e', '4')),
      text.replace('--c]', '--c, "--e=4"]'),
    );
  });

  it('knows both forms of kubeadm', () => {
    const kubeadm = (version: string, args: string) =>
      `apiVersion: kubeadm.k8s.io/${version}\nkind: ClusterConfiguration\napiServer:\n  extraArgs:\n${args}`;
    const map = kubeadm('v1beta3', '    a: "1"\n    b: "2"\n');
    assert.equal(
      change(map, (line) => withValue(flag(line, 'a'), 'false')),
      map.replace('"1"', '"false"'),
    );
    assert.equal(
      change(map, (line) => withoutFlag(flag(line, 'a'))),
      map.replace('    a: "1"\n', ''),
    );
    assert.equal(
      change(map, (line) => withFlag(line, 'c', 'false')),
      `${map}    c: "false"\n`,
    );
    const list = kubeadm('v1beta4', '    - name: a\n      value: "1"\n    - name: b\n      value: "2"\n');
    assert.equal(
      change(list, (line) => withValue(flag(line, 'a'), 'false')),
      list.replace('"1"', '"false"'),
    );
    assert.equal(
      change(list, (line) => withFlag(line, 'c', 'false')),
      `${list}    - name: c\n      value: "false"\n`,
    );
    assert.equal(
      change('apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n', (line) => withFlag(line, 'c', 'x')),
      'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\napiServer:\n  extraArgs:\n    - name: c\n      value: x\n',
    );
  });

  it('leaves the text of a shell alone', () => {
    const text = pod('image: k, command: [sh, -c, "kube-apiserver --a=1"]');
    const [line] = linesIn(text);
    assert.ok(line);
    assert.equal(withFlag(line, 'b', '1'), undefined);
    assert.equal(withValue(flag(line, 'a'), '2'), undefined);
    assert.equal(withoutFlag(flag(line, 'a')), undefined);
  });
});
