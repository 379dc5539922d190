import { foldName } from './fold-name.ts';

/*
 * Short and familiar forms of given names, as this house knows them from lists of customers in English, German, the
 * Romance, Nordic and Slavic languages; own list of 2026-11. A line is one name and its forms.
 */
const groups = `
alexander alex sascha sasha sandro xander
alexandra alex alexa sascha sandra
andreas andi andy
andrew drew
anna annika anni anne ann
anthony tony antonio anton toni
barbara barb babs
benjamin ben benny benni
catherine cathy kate katie kathy katharina katherine kathi kati kathrin katrin cathrin
charles charlie chuck karl carl
christian chris
christina chris christine tina kristina kirsten
christopher chris christoph kristof
daniel dan danny dani
david dave
deborah debbie deb
dmitri dima dmitry dmitriy
donald don
dorothy dot dorothea doro
edward ed eddie ted eduard
elizabeth liz lizzie beth betty elisabeth lisa elsbeth
emanuel manuel manu
eugene gene evgeny evgeniy
florian flo
francis frank francesco
francisco paco
franziska franzi
frederick fred freddie friedrich fritz frederik
gabriele gabi gabriela
george georg jorg schorsch
giovanni gianni
giuseppe beppe
gregory greg gregor
guillaume guy
gunther gunter
hannah hanna johanna
heinrich heinz heiner
helen helena nelly
ignacio nacho
isabel isabella isabelle bella
jacob jakob jake
james jim jimmy jamie
janet jan
jean-pierre jp
jennifer jen jenny
jeremy jerry
jessica jess
johannes hannes hans johann
john jack johnny jon
jonathan jonas
joseph joe josef sepp jose pepe
joshua josh
juan juanito
judith judy
julia julie
juliane jule
karoline caroline carolin carol
kenneth ken kenny
konstantin kostja
lawrence larry lorenz laurence
leonard leo leon lenny
ludwig lutz
magdalena magda lena
manfred manni
margaret maggie peggy meg margarete grete
maria mary marie mia
mark marc markus marcus
martin marty
matthew matt matthias matthieu mathias
maximilian max maxim
michael mike mick michi mikhail misha michel
monika moni monica
natalia natasha natalie
nicholas nick nicolas nico niklas klaus nikolaus nikolai kolya
oliver oli olli ollie
oleksandr oleksa
patricia pat patty tricia
patrick pat paddy
paul pavel pavlo paolo pablo
pedro perico
peter pete piotr petr pierre
philip phil philipp felipe
rachel rae
raymond ray
rebecca becky becca
reinhard reiner
richard rick dick rich ricardo
robert bob bobby rob robbie roberto
roland rolf
ronald ron ronny
rudolf rudi
samantha sam
samuel sam sammy
sebastian basti bastian seb
sergey sergei serhiy serge
stefan stephan steven steve stephen
stefanie steffi stefi stephanie
susan sue susanne susi suzanne susanna
svetlana sveta
tatiana tanya tatjana tanja
theodore theo theodor
thomas tom tommy tomas
timothy tim timo
ulrich uli ulli
ursula uschi ulla
valentin vali
veronica vera veronika
victor vic viktor
vincent vince vincenzo
vladimir vova volodymyr
walter walt
werner wern
wilhelm willi
william bill billy will liam
wolfgang wolf
yevgeny zhenya
zachary zach zack
`;

/** A short form may stand for several names: `chris` is Christian, Christopher and Christina. */
const formalsOf = new Map<string, string[]>();
for (const line of groups.trim().split('\n')) {
  const [formal = '', ...forms] = line.split(' ').map(foldName);
  for (const name of [formal, ...forms]) formalsOf.set(name, [...(formalsOf.get(name) ?? []), formal]);
}

/** One name for the forms of a given name: `bill`, `will` and `william` are `william`. Folded in, folded out. */
export const formalName = (first: string): string => formalsOf.get(first)?.[0] ?? first;

/** Whether two given names may be forms of one. Folded. */
export const areFormsOfOne = (left: string, right: string): boolean =>
  formalsOf.get(left)?.some((formal) => formalsOf.get(right)?.includes(formal)) ?? false;

/** Whether it is a given name of the list, so that a letter more or less makes another name and is no slip. */
export const isKnownName = (first: string): boolean => formalsOf.has(first);
