/** Words that turn the one after them round: "not good". Any word that ends in "n't" is one too. */
export const negations: ReadonlySet<string> = new Set(
  words(`aint arent cannot cant couldnt didnt doesnt dont hadnt hasnt havent isnt mustnt neednt shouldnt wasnt werent
    wont wouldnt neither never no nobody none nope nor not nothing nowhere without rarely seldom`),
);

/** Degree words: what each adds to the strength of the word that it stands before (negative: weakens). */
export const degrees: ReadonlyMap<string, number> = new Map([
  ...each(
    0.29,
    `absolutely amazingly awfully completely considerably damn damned deeply effing enormously entirely especially
    exceptionally extremely fabulously flippin flipping freakin freaking frickin fricking friggin frigging fuckin
    fucking fully greatly hella highly hugely incredibly insanely intensely majorly mega more most much particularly
    pretty purely quite really remarkably ridiculously seriously so strongly substantially such super terribly
    thoroughly too totally tremendously truly uber ultra unbelievably unusually utterly very wicked way`,
  ),
  ...each(
    -0.29,
    `almost barely fairly hardly kinda kindof less little marginally mildly occasionally partly relatively scarcely
    slightly somewhat sorta sortof`,
  ),
]);

/** Words that negation before them does not reach: they stand alone, as a cry or a courtesy. */
export const interjections: ReadonlySet<string> = new Set(
  words(`lol lmao rofl ha haha hahaha please pls thanks thank thx yes yeah yay wow ugh damn ok okay oops sorry congrats
    yep wtf omg no nope nah`),
);

/** Words that open the half of a sentence that counts. */
export const turns: ReadonlySet<string> = new Set(['but', 'however']);

/** Sayings whose weight is not that of their words; 0 takes a word out where it means nothing. */
export const sayings: ReadonlyMap<string, number> = new Map([
  ...each(3, 'the_shit the_bomb'),
  ...each(2.4, 'thumbs_up well_done'),
  ...each(2, "can't_wait cant_wait good_luck looking_forward look_forward cut_the_mustard spot_on on_point"),
  ...each(1.5, 'bad_ass top_notch no_problem five_stars 5_stars'),
  ...each(1, 'not_bad no_doubt as_promised'),
  ...each(
    0,
    'kind_of sort_of looks_like look_like looked_like feels_like feel_like felt_like sounds_like like_a like_this',
  ),
  ...each(0, "like_that like_the like_me like_it's on_the_one_hand other_hand right_hand hard_drive no_one would_like"),
  ...each(0, 'free_trial free_shipping happy_hour customer_support support_team'),
  ...each(-0.6, 'no_longer went_down had_better'),
  ...each(-1.6, 'kiss_of_death hand_to_mouth let_down tired_of not_working stopped_working does_nothing no_response'),
  ...each(-2.2, 'yeah_right waste_of fed_up sick_of thumbs_down never_again no_idea_why stay_away steer_clear'),
  ...each(-2.6, 'ripped_off rip_off'),
]);

/** The words with which a saying can begin. */
export const sayingStarts: ReadonlySet<string> = new Set(
  [...sayings.keys()].map((saying) => saying.split(' ')[0] ?? ''),
);

function words(text: string): readonly string[] {
  return text.split(/\s+/);
}

function each(weight: number, text: string): [string, number][] {
  return words(text).map((word) => [word.replaceAll('_', ' '), weight]);
}
