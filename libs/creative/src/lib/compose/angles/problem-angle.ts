import type { Phrase } from '../../../contract/direction.ts';
import { write } from '../write.ts';
import type { Picker } from '../picker.ts';
import type { Voice } from '../voice.ts';
import { withHouseRules, type AngleRule, type Territory } from './angle.ts';

/** Problem-led: the reader's own sentence first, the company only as its answer. */
export const problemAngle: AngleRule = {
  angle: 'PROBLEM',
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
  const pain = voice.pains[0];
  return {
    name: pick.headline(
      'problem.name',
      [
        write`${company} starts at “${pain}”`,
        write`${company} hears “${pain}”`,
        write`${company} and the sentence “${pain}”`,
      ],
      write`${company}: “${pain}”`,
    ),
    tagline: pick.headline(
      'problem.tagline',
      [
        write`“${pain}”? ${company} starts there.`,
        write`“${pain}” is not the last word. ${company}.`,
        write`“${pain}.” Then ${company}.`,
      ],
      write`“${pain}”? ${company}.`,
    ),
  };
}

function manner(voice: Voice, pick: Picker): Pick<Territory, 'idea' | 'visualStyle' | 'tone'> {
  const { company, audience, answers, tone } = voice;
  const [pain, answer] = [voice.pains[0], answers[0]];
  const style = pick.say(
    'problem.visual',
    [
      write`Close, unposed pictures of the moment itself: ${pain}. Available light, real rooms, no staged smiles. The accent colour appears once, where ${company} answers.`,
      write`Type before pictures: the words “${pain}” set large and alone on a plain ground. A photograph only in the second frame, where ${company} comes in; the accent colour belongs to that frame.`,
    ],
    write`${pain}.`,
  );
  return {
    idea: pick.say(
      'problem.idea',
      [
        write`Open with the sentence that the reader already carries: “${pain}.” Say it the way ${audience} would, stay with it long enough to be believed, and only then let ${company} answer: ${answer}. The reader meets the problem first and the product second.`,
        write`Begin where ${audience} can agree at once: “${pain}.” No product in the first line, no promise in the second. Then ${company} enters with one thing to say, and it is this: ${answer}.`,
      ],
      write`“${pain}.” ${company}: ${answer}.`,
    ),
    visualStyle: withHouseRules(style, voice, pick),
    tone: pick.say(
      'problem.tone',
      [
        write`${tone}: the problem in the reader’s words, never in ours.`,
        write`${tone}: direct about what hurts, brief about the rest.`,
      ],
      write`${tone}.`,
    ),
  };
}

function pillars({ company, offer, audience, pains: [pain, other], answers: [answer] }: Voice, pick: Picker) {
  const told = [
    write`Told from where ${audience} would stand, without the product in the picture.`,
    write`One ordinary day, as ${audience} would describe it; nothing is for sale yet.`,
  ];
  const another = [
    write`The same reader on another day. It ends on one question that ${company} can answer.`,
    write`The second thing that goes wrong, told as briefly as the first. ${company} signs it and says no more.`,
  ];
  const full = [
    write`The answer in full, and what is sold: ${offer}.`,
    write`Now the product, in its own words: ${offer}.`,
  ];
  return [
    { title: write`${pain}`, about: pick.say('problem.about.1', told, write`${audience}.`) },
    { title: write`${other}`, about: pick.say('problem.about.2', another, write`${company}.`) },
    { title: write`${answer}`, about: pick.say('problem.about.3', full, write`${offer}.`) },
  ];
}

function hooks({ company, pains: [pain, other] }: Voice, pick: Picker) {
  const familiar = [write`“${pain}.” To that, ${company} has an answer.`, write`“${pain}.” Say that to ${company}.`];
  const here = [
    write`“${other}”? Here is what ${company} does about it.`,
    write`“${other}.” It is where ${company} begins.`,
  ];
  const question = [
    write`One question from ${company}: does “${pain}” sound familiar?`,
    write`Does “${pain}” sound familiar? ${company} asks before it offers.`,
  ];
  return [
    pick.headline('problem.hook.1', familiar, write`“${pain}.” ${company}.`),
    pick.headline('problem.hook.2', here, write`“${other}”? ${company}.`),
    pick.headline('problem.hook.3', question, write`${company}: “${pain}”?`),
  ];
}

function bodies({ company, offer, outcomes: [outcome], answers: [answer, second] }: Voice, pick: Picker) {
  const say = (slot: string, way: Phrase, bare: Phrase) => pick.say(`problem.post.${slot}`, [way], bare);
  return [
    [
      say('1', write`What we do differently: ${answer}.`, write`${answer}.`),
      say('2', write`${company} in one line: ${offer}.`, write`${company}: ${offer}.`),
    ],
    [
      say('3', write`What should be true instead: ${outcome}.`, write`${outcome}.`),
      say('4', write`What it rests on: ${second}.`, write`${second}.`),
    ],
    [say('5', write`Our answer: ${answer}.`, write`${answer}.`)],
  ];
}
