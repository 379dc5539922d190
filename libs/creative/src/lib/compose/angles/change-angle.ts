import type { Phrase } from '../../../contract/direction.ts';
import type { Picker } from '../picker.ts';
import type { Voice } from '../voice.ts';
import { write } from '../write.ts';
import { withHouseRules, type AngleRule, type Territory } from './angle.ts';

/** Change-led: two moments, before and after, and what lies between them. */
export const changeAngle: AngleRule = {
  angle: 'CHANGE',
  compose: (voice, pick) => ({
    ...names(voice, pick),
    ...manner(voice, pick),
    pillars: pillars(voice, pick),
    hooks: hooks(voice, pick),
    bodies: bodies(voice, pick),
  }),
};

function names(voice: Voice, pick: Picker): Pick<Territory, 'name' | 'tagline'> {
  const { company } = voice;
  const [pain, outcome] = [voice.pains[0], voice.outcomes[0]];
  return {
    name: pick.headline(
      'change.name',
      [
        write`After ${company}: ${outcome}`,
        write`${outcome}, with ${company}`,
        write`${outcome}: what ${company} is for`,
      ],
      write`${company} · ${outcome}`,
    ),
    tagline: pick.headline(
      'change.tagline',
      [
        write`${outcome}. ${company}.`,
        write`${company}. ${outcome}.`,
        write`From “${pain}” to “${outcome}”. ${company}.`,
      ],
      write`${outcome}. ${company}.`,
    ),
  };
}

function manner(voice: Voice, pick: Picker): Pick<Territory, 'idea' | 'visualStyle' | 'tone'> {
  const { company, audience, tone } = voice;
  const [pain, outcome, answer] = [voice.pains[0], voice.outcomes[0], voice.answers[0]];
  const style = pick.say(
    'change.visual',
    [
      write`Pairs of frames from the same place, at the same distance. First: ${pain}. Second: ${outcome}. The first muted, the second in the accent colour; nothing else changes.`,
      write`One picture, folded in the middle. Left: ${pain}. Right: ${outcome}. The fold is a thin line in the accent colour, and the offer stands on it.`,
    ],
    write`${pain}. ${outcome}.`,
  );
  return {
    idea: pick.say(
      'change.idea',
      [
        write`Two moments and one cut between them. Before: “${pain}.” After: ${outcome}. ${company} is the cut, and what makes it possible is said plainly: ${answer}. ${audience} should recognise the first moment and want the second.`,
        write`Start on the good day and walk back. ${outcome}: that is the picture to keep. Then the day that ${audience} would rather forget: “${pain}.” Between the two stands ${company}, with one sentence: ${answer}.`,
      ],
      write`“${pain}.” ${outcome}. ${company}: ${answer}.`,
    ),
    visualStyle: withHouseRules(style, voice, pick),
    tone: pick.say(
      'change.tone',
      [
        write`${tone}: quiet before and after; the difference is shown, not shouted.`,
        write`${tone}: present tense, small scenes, no superlatives.`,
      ],
      write`${tone}.`,
    ),
  };
}

function pillars(
  { company, audience, pains: [pain], outcomes: [outcome, further], answers: [answer] }: Voice,
  pick: Picker,
) {
  const before = [
    write`The day before: short, exact and without blame. ${audience} should recognise it.`,
    write`Where it starts, in a scene that ${audience} could have filmed.`,
  ];
  const after = [
    write`The day after, in as much detail as the day before. ${company} stays in the background.`,
    write`The same place, later. ${company} is not in the picture; what it changed is.`,
  ];
  const second = [
    write`The second thing that changes, and what makes it possible: ${answer}.`,
    write`What nobody expected to change as well, and why it does: ${answer}.`,
  ];
  return [
    { title: write`${pain}`, about: pick.say('change.about.1', before, write`${audience}.`) },
    { title: write`${outcome}`, about: pick.say('change.about.2', after, write`${company}.`) },
    { title: write`${further}`, about: pick.say('change.about.3', second, write`${answer}.`) },
  ];
}

function hooks({ company, pains: [pain, other], outcomes: [outcome, further] }: Voice, pick: Picker) {
  const fromTo = [
    write`From “${pain}” to “${outcome}”: ${company}.`,
    write`Yesterday: “${pain}.” Tomorrow: “${outcome}.” In between: ${company}.`,
  ];
  const picture = [
    write`Picture it: ${further}. Now meet ${company}.`,
    write`${further}. That is the day ${company} works for.`,
  ];
  const between = [
    write`“${other}.” ${outcome}. Between the two: ${company}.`,
    write`${company} stands between two sentences: “${other}” and “${outcome}”.`,
  ];
  return [
    pick.headline('change.hook.1', fromTo, write`“${pain}”, “${outcome}”: ${company}.`),
    pick.headline('change.hook.2', picture, write`${further}. ${company}.`),
    pick.headline('change.hook.3', between, write`“${other}.” ${outcome}. ${company}.`),
  ];
}

function bodies({ company, offer, pains: [, other], answers: [answer] }: Voice, pick: Picker) {
  const say = (slot: string, way: Phrase, bare: Phrase) => pick.say(`change.post.${slot}`, [way], bare);
  return [
    [
      say('1', write`What makes it possible: ${answer}.`, write`${answer}.`),
      say('2', write`${company} in one line: ${offer}.`, write`${company}: ${offer}.`),
    ],
    [
      say('3', write`Where it starts: “${other}.”`, write`“${other}.”`),
      say('4', write`What we sell: ${offer}.`, write`${offer}.`),
    ],
    [say('5', write`How: ${answer}.`, write`${answer}.`)],
  ];
}
