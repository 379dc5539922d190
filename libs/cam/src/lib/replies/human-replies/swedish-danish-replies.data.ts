import { repliesIn } from './human-reply.ts';

/** Answers in Swedish and Danish. */
export const swedishDanishReplies = [
  ...repliesIn('sv', {
    POSITIVE: [
      'Hej Anna, låter intressant. Kan vi höras på torsdag?',
      'skicka gärna mer info',
      'Hej!\n\nTack för ditt mejl. Vi håller faktiskt på att se över vår marknadsföring och jag vill gärna ha en offert.\n\nVänliga hälsningar\nJohan Ek',
      'Vad kostar det?',
      'Ja, ring mig imorgon på 070 555 01 23',
      'Absolut, boka in ett möte nästa vecka',
      'Berätta mer om hur ni jobbar med mindre bolag',
    ],
    NEGATIVE: [
      'Inte intresserad.',
      'Nej tack',
      'Hej, vi har inget behov av detta just nu. Lycka till!',
      'Vi har redan en byrå som vi är nöjda med.',
      'Tyvärr ingen budget i år',
      'Tack men det passar inte oss.',
    ],
    NEUTRAL: [
      'Du får prata med Lisa Holm om detta, lisa.holm@bolaget.example',
      'Hör av dig igen efter sommaren.',
      'Var har du fått min adress ifrån?',
      'Vem är du?',
      'Tack för infon.',
      'Jag skickar det vidare till vår marknadschef',
    ],
    UNSUBSCRIBE: [
      'Avregistrera mig',
      'Ta bort mig från er lista tack.',
      'Sluta mejla mig!',
      'Jag vill inte ha fler mejl från er. Radera mina uppgifter.',
      'avsluta prenumeration',
      'Ej intresserad, kontakta mig inte igen.',
    ],
  }),
  ...repliesIn('da', {
    POSITIVE: [
      'Hej Anna, det lyder spændende. Kan vi tale sammen torsdag?',
      'send gerne mere info',
      'Hej Anna\n\nTak for din mail. Vi er faktisk ved at kigge efter et nyt bureau og vil gerne have et tilbud.\n\nVenlig hilsen\nSøren Holt',
      'Hvad koster det?',
      'Ja, ring til mig i morgen på 20 55 51 23',
      'Lad os tage et møde i næste uge',
      'Jeg vil gerne høre mere om, hvordan I arbejder',
    ],
    NEGATIVE: [
      'Ikke interesseret.',
      'Nej tak',
      'Hej, vi har ikke brug for det lige nu. God dag!',
      'Vi har allerede et bureau, som vi er glade for.',
      'Desværre ikke noget budget i år',
      'Tak, men det er ikke noget for os.',
    ],
    NEUTRAL: [
      'Du skal have fat i Mette Krag, mk@firma.example, det er hende der står for det',
      'Skriv igen efter sommerferien.',
      'Hvor har du min mailadresse fra?',
      'Hvem er du?',
      'Tak for din mail.',
      'Jeg sender den videre til vores marketingafdeling',
    ],
    UNSUBSCRIBE: [
      'Afmeld mig',
      'Fjern mig venligst fra jeres liste.',
      'Stop med at skrive til mig!',
      'Jeg ønsker ikke at modtage flere mails fra jer. Slet mine oplysninger.',
      'afmelding tak',
      'Ikke interesseret, og kontakt mig ikke igen.',
    ],
  }),
];
