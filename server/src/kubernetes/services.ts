import type { YamlValue } from '../yaml/value.js';
import type { Manifest } from './model.js';

/** Whether the object is Kubernetes' own Service of this type. */
export function isServiceOfType({ kind, apiVersion, value }: Manifest, type: string): boolean {
  return kind === 'Service' && apiVersion === 'v1' && value.get('spec', 'type').is(type);
}

/** Whether the object is an Ingress of Kubernetes, of whatever version. */
export function isIngress({ kind, apiVersion }: Manifest): boolean {
  return kind === 'Ingress' && /^(networking\.k8s\.io|extensions)\//.test(apiVersion);
}

/** Values by which an annotation about a load balancer keeps it within a network, whatever the cloud calls it. */
const insideWord = /^(internal|intranet|private)$/i;
const aboutBalancer = /load-?balancer|address-pool/i;

/** Whether an annotation asks for a load balancer that only the own network reaches. */
const insideName = /internal(-load-balancer|-lb|-vpc|-subnetid)?$|loadbalancer-private$|\/disable-public-network$/;

/** Annotations that say which clients may reach a load balancer, or leave that to a firewall of its own. */
const rangesName =
  /(source-ranges|allowed-ip-ranges|allowed-service-tags|allow-rules|balancer-security-groups|security-group-prefix-lists|firewall-(id|acl))$/;
const everyAddress = /(^|[\s,:])(0\.0\.0\.0|::)\/0/;

/** Addresses that a load balancer of the own network is to have (MetalLB, kube-vip, Cilium), and those that no internet knows (RFC 1918, 4193). */
const addressesName = /\/(loadbalancerips|ips|lb-ipam-ips)$/i;
const ownAddress = /^\s*(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd][\da-f]{2}:)/i;

/** Since release 2.2 the AWS Load Balancer Controller makes internal ones, unless the scheme says otherwise. */
const awsPrefix = 'service.beta.kubernetes.io/aws-load-balancer-';
const awsClass = /^(service\.k8s\.aws|eks\.amazonaws\.com)\//;
/** Tailscale, and the internal one of Google Cloud. */
const insideClass = /^tailscale$|^networking\.gke\.io\/.*internal$/;

/**
 * Whether the annotations, the class or the address of a Service keep its load balancer from being open to the internet. Sources: the
 * documents or code of the cloud providers of AWS, Azure, Google, OpenStack, Oracle, Alibaba, Tencent, Baidu, IBM, DigitalOcean, Hetzner,
 * Scaleway, Linode and Yandex, and of Tailscale.
 *
 * @checked 2026-11-21
 */
export function isKeptInside({ value }: Manifest): boolean {
  const annotations = value.get('metadata', 'annotations');
  const [balancerClass, address] = [value.get('spec', 'loadBalancerClass'), value.get('spec', 'loadBalancerIP')];
  if (annotations.opaque || annotations.get('\0').opaque || balancerClass.opaque || address.opaque) return true;
  if (insideClass.test(balancerClass.text ?? '') || ownAddress.test(address.text ?? '')) return true;
  if (annotations.entries.some(keepsInside)) return true;
  const isNewAws = awsClass.test(balancerClass.text ?? '') || /^(external|nlb-ip)$/.test(aws(annotations, 'type'));
  return isNewAws && aws(annotations, 'scheme') !== 'internet-facing';
}

function keepsInside({ name, value }: YamlValue['entries'][number]): boolean {
  if (value.opaque) return true;
  const { text } = value;
  if (text === undefined || text === 'false') return false;
  if (rangesName.test(name)) return !everyAddress.test(text);
  if (addressesName.test(name)) return text.split(',').every((address) => ownAddress.test(address));
  return insideName.test(name) || (aboutBalancer.test(name) && insideWord.test(text));
}

const aws = (annotations: YamlValue, name: string): string => annotations.get(`${awsPrefix}${name}`).text ?? '';
