/**
 * Our own judgement, on the public list's scale (−4 to 4; 0 takes a word out): words that it lacks or weighs wrongly
 * where people write about companies and their own day, and emoji, which it does not have.
 */
export const ownWeights: Readonly<Record<string, number>> = {
  ...weigh(3, 'outstanding phenomenal stellar flawless 😍 🥰 🤩 ❤ 💖 💕 💗 💙 💚 💛 💜 🧡'),
  ...weigh(2.5, 'fantastico woot woohoo yay hooray huzzah fab coolest 🎉 🥳 💯 😊 😁 😀 😄 😃 😻 🏆 🙌'),
  ...weigh(
    2,
    'delish yum yummy tasty flavorful seamless effortless intuitive responsive reliable recommend recommended',
  ),
  ...weigh(
    2,
    'recommends pumped stoked stunning rocks rocked brighten lovin luvin epic legit blessed refreshing 👍 👏 😂 🤣 😎',
  ),
  ...weigh(
    1.5,
    'fave favorite favourite cozy smooth speedy prompt affordable helpful insightful handy homie 🙂 😉 😌 🔥 ✨ 💪 🙏',
  ),
  ...weigh(1, 'xx xoxo upgrade upgraded'),
  ...weigh(0.7, 'please pls plz yeah ok okay sure true top playing played ready free save honestly well super'),
  ...weigh(0, 'want god amazon grand hand kind l ly g1 x xp d p arrest play worth:ly number matter matters like:ly'),
  ...weigh(
    0,
    'natural security secure energy interest interests shares share sharing increase increased solution join',
  ),
  ...weigh(-0.7, 'sore tired sigh hungover meh whatever delayed delay late slow waiting stuck'),
  ...weigh(
    -1.3,
    'overpriced expensive outdated clunky laggy glitch glitchy buggy bug bugs crash crashes crashed crashing',
  ),
  ...weigh(-1.3, 'unhelpful unresponsive confusing confused hungry 😐 😕 🙁 😒 🙄 😬 😓'),
  ...weigh(-2, 'unacceptable unreliable unusable broken refund misleading downtime outage spam spammy bloated lousy'),
  ...weigh(
    -2,
    'disappointing disappointment underwhelming sucks sucked gag ew eww yuck ugh ughh freezing bitch 😞 😢 😭 😠 👎 😩 😫 😔',
  ),
  ...weigh(-2.7, 'scam scammed scammers fraud rubbish garbage trash crap atrocious appalling 😡 🤬 🤮 🤢 💔'),
};

function weigh(weight: number, words: string): Record<string, number> {
  return Object.fromEntries(words.split(' ').map((word) => [word, weight]));
}
