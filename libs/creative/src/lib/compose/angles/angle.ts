import type { Angle, CreativeDirection, Phrase } from '../../../contract/direction.ts';
import type { Picker } from '../picker.ts';
import type { Voice } from '../voice.ts';
import { join, write } from '../write.ts';

/** A direction without its colours and posts, and what its posts say after their first line. */
export interface Territory extends Omit<CreativeDirection, 'angle' | 'palette' | 'samplePosts'> {
  /** For each hook the lines that follow it in a post, the most important first. */
  readonly bodies: readonly (readonly Phrase[])[];
}

/** One side to tell the story from. */
export interface AngleRule {
  readonly angle: Angle;
  compose(voice: Voice, pick: Picker): Territory;
}

/** A visual style with what the brief asks of pictures at its end. */
export const withHouseRules = (style: Phrase, { visual }: Voice, pick: Picker): Phrase =>
  visual ? join([style, pick.say('house-rules', [write`From the brief: ${visual}.`], write`${visual}.`)], ' ') : style;
