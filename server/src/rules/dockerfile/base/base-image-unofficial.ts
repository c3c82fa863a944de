import { deprecatedImage } from '../../../dockerfile/deprecated-images.js';
import { officialImages } from '../../../dockerfile/official-images.js';
import { officialTags } from '../../../dockerfile/official-tags.js';
import { say } from '../../../engine/message.js';
import type { Rule } from '../../../engine/rule.js';
import { isAllowedImage } from '../../../text/image-allowed.js';
import { eachImage, otherImage } from './image-uses.js';

export const baseImageUnofficial: Rule = {
  id: 'base-image-unofficial',
  title: 'Base image from an account on Docker Hub',
  severity: 'hint',
  on: true,
  standards: { cis: ['4.2'], nsa: 'Building secure container images', cwe: [829] },
  aliases: { dockle: ['CIS-DI-0002'] },

  instruction: eachImage((image, { allowedRegistries }) => {
    const { at, reference } = image;
    const { registry, repository } = reference;
    // With a list in the settings base-image-not-allowed judges; what is given up is base-image-deprecated's affair.
    if (registry || allowedRegistries.length > 0 || !repository.text.includes('/')) return undefined;
    if (isAllowedImage(reference, known) || deprecatedImage(reference)) return undefined;

    const [account = '', name = ''] = repository.text.split('/');
    const tag = officialTags.get(name);
    return {
      at,
      message: say`Image '${repository.text}' comes from account '${account}' on Docker Hub, where anyone may publish: your image is as safe as that account.`,
      fixes: officialImages.has(name)
        ? otherImage(image, tag === undefined ? name : `${name}:${tag}`, say`Use the official image '${name}'`)
        : [],
    };
  }),
};

const known = ['official', 'verified'];
