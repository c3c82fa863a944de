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

/** Values of annotations that keep a load balancer or an Ingress within a network, whatever the cloud calls it. */
const insideWord = /^(internal|intranet|private)$/i;

/** Whether an annotation asks for a load balancer that only the own network reaches. */
const insideName = /internal(-load-balancer|-lb)?$|(^|-)disable-public-network$/;

/** Annotations that say which clients may reach a load balancer. */
const rangesName = /(source-ranges|allowed-ip-ranges|allowed-service-tags|inbound-cidrs|allow-rules)$/;

/** Since release 2.2 the AWS Load Balancer Controller makes internal ones, unless the scheme says otherwise. */
const awsPrefix = 'service.beta.kubernetes.io/aws-load-balancer-';
const awsClass = /^(service\.k8s\.aws|eks\.amazonaws\.com)\//;

/**
 * Whether the annotations or the class of a Service keep its load balancer from being open to the internet. Sources: the documents
 * of the cloud providers of AWS, Azure, Google, OpenStack, Oracle, Alibaba, IBM, DigitalOcean and Hetzner, and of Tailscale.
 */
export function isKeptInside({ value }: Manifest): boolean {
  const annotations = value.get('metadata', 'annotations');
  const balancerClass = value.get('spec', 'loadBalancerClass');
  if (annotations.opaque || annotations.get('\0').opaque || balancerClass.opaque || balancerClass.is('tailscale')) {
    return true;
  }
  if (annotations.entries.some(keepsInside)) return true;
  const isNewAws = awsClass.test(balancerClass.text ?? '') || /^(external|nlb-ip)$/.test(aws(annotations, 'type'));
  return isNewAws && aws(annotations, 'scheme') !== 'internet-facing';
}

function keepsInside({ name, value }: YamlValue['entries'][number]): boolean {
  if (value.opaque) return true;
  const { text } = value;
  if (text === undefined || text === 'false') return false;
  return insideWord.test(text) || insideName.test(name) || rangesName.test(name);
}

const aws = (annotations: YamlValue, name: string): string => annotations.get(`${awsPrefix}${name}`).text ?? '';
