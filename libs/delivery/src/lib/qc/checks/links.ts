import type { QcRule } from '../qc-input.ts';

const reservedHost = /(?:^|\.)(?:localhost|local|internal|test|invalid|example(?:\.(?:com|net|org))?)$/i;
const shorteners = new Set(['bit.ly', 'tinyurl.com', 't.co', 'goo.gl', 'ow.ly', 'is.gd', 'buff.ly', 'rebrand.ly']);

/** Whether a link leads nowhere: it is no address, or one that nobody outside can open. */
export const links: QcRule = {
  id: 'links',
  title: 'Every link can be opened by a stranger',
  severity: 'MAJOR',
  run: ({ links: all }) => {
    if (all.length === 0) return { outcome: 'PASS', why: 'There is no link.' };
    const dead = all.filter(isDead);
    if (dead.length > 0) return { outcome: 'FAIL', why: `Nobody outside can open ${dead.join(', ')}.`, found: dead };
    const weak = all.filter(isWeak);
    if (weak.length > 0) {
      return { outcome: 'WARN', why: `Not encrypted, or hidden behind a shortener: ${weak.join(', ')}.`, found: weak };
    }
    return { outcome: 'PASS', why: `${all.length === 1 ? 'The link is' : `All ${all.length} links are`} complete.` };
  },
};

function isDead(link: string): boolean {
  const url = URL.parse(link);
  if (!url || !/^https?:$/.test(url.protocol)) return true;
  return reservedHost.test(url.hostname) || !url.hostname.includes('.') || /^\d+(?:\.\d+){3}$|^\[/.test(url.hostname);
}

function isWeak(link: string): boolean {
  const url = URL.parse(link);
  return url?.protocol === 'http:' || shorteners.has(url?.hostname.replace(/^www\./, '') ?? '');
}
