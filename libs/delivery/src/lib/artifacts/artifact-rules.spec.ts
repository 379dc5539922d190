import { describe, expect, test } from '@jest/globals';
import { artifactKinds, versionStates, type ArtifactKind, type VersionState } from '../../contract/artifact.ts';
import { gating, missingFor } from '../../contract/gating.ts';
import { checkVersionMove, madeStale, versionMoves, type VersionLink } from './artifact-rules.ts';

test('a version moves only as its table says, and a refusal names both states in words', () => {
  for (const from of versionStates) {
    for (const to of versionStates) {
      const move = () => checkVersionMove(from, to);
      if (versionMoves[from].includes(to)) expect(move).not.toThrow();
      else expect(move).toThrow(expect.objectContaining({ code: 'version-move', details: { from, to } }));
    }
  }
  expect(() => checkVersionMove('DRAFT', 'APPROVED')).toThrow('is a draft and cannot become approved');
});

test('anything may be archived, and nothing comes back from there', () => {
  for (const state of versionStates) expect(versionMoves[state].includes('ARCHIVED')).toBe(state !== 'ARCHIVED');
  expect(versionMoves.ARCHIVED).toEqual([]);
});

describe('before a document goes to review', () => {
  const none = new Map<ArtifactKind, { id: string; state: VersionState }>();

  test('each missing one is named, with how far it is and where', () => {
    const newest = new Map([['STRATEGY', { id: 's1', state: 'IN_REVIEW' }]] as const);
    expect(missingFor('CALENDAR', newest, new Set())).toEqual([
      { kind: 'STRATEGY', state: 'IN_REVIEW', versionId: 's1', text: 'The strategy is in review.' },
      { kind: 'CREATIVES', state: null, versionId: null, text: 'There is no set of creatives yet.' },
    ]);
  });

  test('nothing is missing once every needed kind has an approved version, even if a newer draft exists', () => {
    const newest = new Map([['BRIEF', { id: 'b2', state: 'DRAFT' }]] as const);
    expect(missingFor('STRATEGY', newest, new Set(['BRIEF']))).toEqual([]);
    expect(missingFor('BRIEF', none, new Set())).toEqual([]);
  });

  test('no document waits for itself, directly or through others', () => {
    const waitsFor = (kind: ArtifactKind, seen: readonly ArtifactKind[]): boolean =>
      gating[kind].some((needed) => seen.includes(needed) || waitsFor(needed, [...seen, needed]));
    expect(artifactKinds.filter((kind) => waitsFor(kind, [kind]))).toEqual([]);
  });
});

describe('a newly approved version', () => {
  const link = (
    id: string,
    artifactId: string,
    dependsOn: readonly string[],
    state: VersionState = 'APPROVED',
  ): VersionLink => ({
    ...{ id, artifactId, state, dependsOn },
  });

  test('makes what was made from the one before it out of date, all levels down, through unapproved ones too', () => {
    const brief2 = link('b2', 'brief', []);
    const all = [
      link('b1', 'brief', []),
      brief2,
      link('s1', 'strategy', ['b1']),
      link('c1', 'creatives', ['s1'], 'DRAFT'),
      link('k1', 'calendar', ['c1']),
      link('p1', 'package', ['k1', 'b1']),
      link('x1', 'other', []),
    ];
    const stale = madeStale(brief2, all);
    expect([...stale.keys()].sort()).toEqual(['k1', 'p1', 's1']);
  });

  test('leaves alone what was made from itself, and what was archived or is a draft', () => {
    const brief2 = link('b2', 'brief', []);
    const all = [
      link('b1', 'brief', []),
      brief2,
      link('s2', 'strategy', ['b2']),
      link('s1', 'strategy', ['b1'], 'ARCHIVED'),
    ];
    expect(madeStale(brief2, all).size).toBe(0);
  });

  test('of any tangle of documents makes stale exactly the approved ones that reach an older version of it', () => {
    for (let seed = 1; seed <= 80; seed += 1) {
      let state = seed;
      const next = (limit: number): number => (state = (state * 48_271) % 2_147_483_647) % limit;
      const all: VersionLink[] = [];
      for (let at = 0; at < 12; at += 1) {
        const upstream = all.filter(() => next(4) === 0).map(({ id }) => id);
        all.push(link(`v${at}`, `a${next(5)}`, upstream, next(3) === 0 ? 'DRAFT' : 'APPROVED'));
      }
      const approved = all[next(all.length)] ?? link('none', 'none', []);
      const reaches = (id: string, seen: readonly string[] = []): boolean => {
        const version = all.find((each) => each.id === id);
        return (version?.dependsOn ?? []).some((up) => {
          const upstream = all.find((each) => each.id === up);
          if (up === approved.id || seen.includes(up)) return false;
          return upstream?.artifactId === approved.artifactId || reaches(up, [...seen, up]);
        });
      };
      const expected = all.filter(({ id, state: s }) => id !== approved.id && s === 'APPROVED' && reaches(id));
      expect([...madeStale(approved, all).keys()].sort()).toEqual(expected.map(({ id }) => id).sort());
    }
  });
});
