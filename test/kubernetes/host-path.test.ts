import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hostPathKind, normalizeHostPath } from '../../server/src/kubernetes/host-path.js';

describe('host paths', () => {
  const normal: readonly (readonly [string, string])[] = [
    ['/', '/'],
    ['', '/'],
    ['//etc//kubernetes/', '/etc/kubernetes'],
    ['/data/./../etc', '/etc'],
    ['/../../etc', '/etc'],
    ['/var/run', '/run'],
    ['/var/run/docker.sock', '/run/docker.sock'],
    ['/var/runtime', '/var/runtime'],
    ['C:\\ProgramData\\Docker\\', 'c:/programdata/docker'],
    ['\\\\.\\pipe\\docker_engine', '//./pipe/docker_engine'],
  ];
  for (const [path, expected] of normal) {
    it(`${path} is ${expected}`, () => {
      assert.equal(normalizeHostPath(path), expected);
    });
  }

  const kinds: readonly (readonly [string, string])[] = [
    ['/', 'sensitive'],
    ['/var', 'sensitive'],
    ['/var/lib/kubelet/pods/1', 'sensitive'],
    ['/srv/.kube/config', 'sensitive'],
    ['D:', 'sensitive'],
    ['/run/containerd/containerd.sock', 'runtime-socket'],
    ['/var/run', 'runtime-socket'],
    ['/run/user/1000', 'runtime-socket'],
    ['/var/snap/microk8s/common/run/containerd.sock', 'runtime-socket'],
    ['/run/xtables.lock', 'harmless'],
    ['/usr/share/zoneinfo/Europe', 'harmless'],
    ['/dev/net/tun', 'harmless'],
    ['/dev/ttyUSB0', 'ordinary'],
    ['/dev/nvidia0', 'ordinary'],
    ['/dev/sda', 'sensitive'],
    ['/dev/mem', 'sensitive'],
    ['/etc/pki/tls/certs', 'harmless'],
    ['/etc/pki/tls/private/web.key', 'sensitive'],
    ['/lib/modules', 'harmless'],
    ['/opt/cni/bin', 'sensitive'],
    ['/var/spool/cron', 'sensitive'],
    ['/run/desktop/mnt/host/c/Users/me/web', 'ordinary'],
    ['/run/desktop', 'sensitive'],
    ['/opt/web', 'ordinary'],
    ['/data', 'ordinary'],
    ['/etcetera', 'ordinary'],
    ['/var/lib/mysql', 'ordinary'],
    ['C:\\data', 'ordinary'],
  ];
  for (const [path, expected] of kinds) {
    it(`${path} is ${expected}`, () => {
      assert.equal(hostPathKind(path), expected);
    });
  }

  it('has one normal form for each place', () => {
    const piece = fc.constantFrom('etc', 'var', 'run', '.', '..', '', 'data', 'docker.sock');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const once = normalizeHostPath(`/${pieces.join('/')}`);
        assert.equal(normalizeHostPath(once), once);
        assert.equal(hostPathKind(once), hostPathKind(`${once}/.`));
      }),
    );
  });
});
