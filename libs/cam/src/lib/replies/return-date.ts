/** The months by the first letters of their names in twelve languages, cut to what tells them apart. */
const months: readonly RegExp[] = [
  /^(?:jan|jän|janv|ene|gen|sty|tammi|янв)/iu,
  /^(?:feb|fév|fev|lut|helmi|фев)/iu,
  /^(?:mar(?!k)|mär|maa?r|mrt|mars|maalis|мар)/iu,
  /^(?:apr|avr|abr|kwi|huhti|апр)/iu,
  /^(?:may|mai|mag|mei|maj|toukok|мая|май)/iu,
  /^(?:jun|juin|giu|cze|kesä|июн)/iu,
  /^(?:jul|juil|lug|lip|heinä|июл)/iu,
  /^(?:aug|aoû|ago|sie|elo|авг)/iu,
  /^(?:sep|set|wrz|syys|сен)/iu,
  /^(?:oct|okt|ott|out|paź|paz|loka|окт)/iu,
  /^(?:nov|lis|marras|ноя)/iu,
  /^(?:dec|dez|déc|dic|gru|joulu|дек)/iu,
];

/** A day that a text names, and where it stands. */
interface NamedDay {
  readonly at: number;
  readonly day: string;
}

/** Words before the day of coming back. */
const backBefore =
  /(?:back|return(?:ing)?|again|wieder|zurück|ab (?:dem)?|de retour|reviendrai|rentrerai|vuelvo|regres\w*|vuelta|torner[oò]|rientr\w*|ritorno|volt\w*|retorno|regresso|terug|weer|wracam|wróc\w*|tillbaka|åter|tilbage|tilbake|вернусь|выйду|from)[^.\n]{0,60}$/iu;

/** The day itself and words of coming back behind it, with no other day in between: “am 16. März wieder”. */
const backBehind =
  /^(?:\p{L}{3,12}\.? )?\d{1,2}[^\d,\n]{1,20}(?:20\d\d)?[^\d,\n]{0,20}?(?<!\p{L})(?:back|wieder|zurück|terug|weer|tillbaka|åter|tilbage|tilbake|de retour|de vuelta|de volta|di ritorno)(?!\p{L})/iu;

/** Words before the last day of being away. */
const untilBefore =
  /(?:until|till|through|thru|to|bis(?: einschließlich| zum)?|jusqu'?\S*|hasta|al|fino al?|até|tot(?: en met)?|t\/m|do|till och med|t\.?o\.?m\.?|til(?: og med)?|до|по|[-–—])\s*(?:\p{L}{2,12},?\s*)?(?:the |dem |den |el |il |le |o |de )?$/iu;

/**
 * The day on which somebody who is away is back: the one after words of returning, else the last one of the absence,
 * else null. Days without a year are the next of their kind after the message; one that is over, or more than a year
 * ahead, is none.
 * @param writtenAt when the message was written: instant, UTC
 */
export function returnDateIn(text: string, writtenAt: string): string | null {
  const today = writtenAt.slice(0, 10);
  const days = namedDays(text.slice(0, 4000), today).filter(({ day }) => day >= today && day <= yearAfter(today));
  const before = (at: number): string => text.slice(Math.max(0, at - 80), at);
  const back =
    days.find(({ at }) => backBefore.test(before(at))) ??
    days.find(({ at }) => backBehind.test(text.slice(at, at + 80)));
  if (back) return back.day;
  const last = days.filter(({ at }) => untilBefore.test(before(at))).at(-1);
  return last?.day ?? null;
}

function namedDays(text: string, today: string): readonly NamedDay[] {
  const found: NamedDay[] = [];
  const add = (at: number, day: string | null): void => void (day === null ? 0 : found.push({ at, day }));
  for (const match of text.matchAll(/\b(20\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b/g)) {
    add(match.index, dayOf(Number(match[1]), Number(match[2]), Number(match[3])));
  }
  for (const match of text.matchAll(/(?<![\d.:/-])(\d{1,2})[./-](\d{1,2})(?:[./-](20\d\d|\d\d)?)?(?![\d:])/g)) {
    add(match.index, numeric(Number(match[1]), Number(match[2]), match[3], today));
  }
  for (const match of text.matchAll(
    /(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|\.|º|:e)?\s+(?:of |de |d')?(\p{L}{3,12})\.?,?(?:\s+(?:de )?(20\d\d))?/giu,
  )) {
    add(match.index, spoken(Number(match[1]), match[2] ?? '', match[3], today));
  }
  for (const match of text.matchAll(
    /(\p{L}{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(\d{1,2}))?(?!\d)(?:,?\s+(20\d\d))?/giu,
  )) {
    const last = match[3] ?? match[2];
    // In “July 10–31” the last day is the one that counts, and the dash before it says “until”.
    const at = match[3] === undefined ? match.index : match.index + match[0].lastIndexOf(match[3]);
    add(at, spoken(Number(last), match[1] ?? '', match[4], today));
  }
  return found.sort((one, other) => one.at - other.at);
}

function spoken(day: number, name: string, year: string | undefined, today: string): string | null {
  const month = months.findIndex((pattern) => pattern.test(name));
  return month === -1 ? null : withYear(month + 1, day, year, today);
}

/** 3/12 is the third of December in most of the world; where that cannot be, the other way round. */
function numeric(first: number, second: number, year: string | undefined, today: string): string | null {
  const [day, month] = second > 12 ? [second, first] : [first, second];
  return withYear(month, day, year?.length === 2 ? `20${year}` : year, today);
}

function withYear(month: number, day: number, year: string | undefined, today: string): string | null {
  if (year !== undefined) return dayOf(Number(year), month, day);
  const thisYear = dayOf(Number(today.slice(0, 4)), month, day);
  return thisYear !== null && thisYear < today ? dayOf(Number(today.slice(0, 4)) + 1, month, day) : thisYear;
}

function dayOf(year: number, month: number, day: number): string | null {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const at = new Date(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}

const yearAfter = (day: string): string => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
