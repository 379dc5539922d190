import { repliesIn } from './human-reply.ts';

/** Answers in Dutch and Polish. */
export const dutchPolishReplies = [
  ...repliesIn('nl', {
    POSITIVE: [
      'Hoi Anna, klinkt interessant. Kunnen we donderdag even bellen?',
      'stuur maar wat info',
      'Beste Anna,\n\nDank voor je bericht. Wij zijn ons toevallig aan het oriënteren op een nieuw bureau. Ik ontvang graag een voorstel.\n\nMet vriendelijke groet,\nPieter de Wit',
      'Wat kost dat?',
      'Ja hoor, bel me morgen maar op 06 5550 1234',
      'Leuk, laten we een afspraak maken voor volgende week',
      'Ik wil hier wel meer over weten. Heb je voorbeelden?',
    ],
    NEGATIVE: [
      'Geen interesse.',
      'Nee bedankt',
      'Wij hebben hier op dit moment geen behoefte aan. Succes verder!',
      'Hallo Anna, dit doen we al met een vast bureau en dat bevalt prima.',
      'Helaas, geen budget voor dit jaar',
      'is niks voor ons',
    ],
    NEUTRAL: [
      'Hiervoor moet je bij Sanne Visser zijn, s.visser@bedrijf.example',
      'Mail me na de zomer nog eens, nu te druk.',
      'Hoe kom je aan mijn adres?',
      'Wie ben je?',
      'Bedankt voor je bericht',
      'Ik stuur het door naar mijn collega van marketing.',
    ],
    UNSUBSCRIBE: [
      'Graag uitschrijven',
      'Haal me van je lijst af.',
      'Stop met mailen!!',
      'Ik wil geen mails meer ontvangen. Verwijder mijn gegevens.',
      'afmelden aub',
      'Geen interesse, gelieve mij niet meer te contacteren.',
    ],
  }),
  ...repliesIn('pl', {
    POSITIVE: [
      'Dzień dobry, brzmi ciekawie. Możemy porozmawiać w czwartek?',
      'prosze o wiecej informacji',
      'Szanowna Pani,\n\ndziękuję za wiadomość. Właśnie szukamy agencji do prowadzenia kampanii. Proszę o przesłanie oferty i cennika.\n\nZ poważaniem\nMarek Lis',
      'Jaki jest koszt?',
      'Tak, proszę zadzwonić jutro po 12, tel. 600 555 014',
      'Jestem zainteresowany, kiedy możemy się umówić?',
      'ok, chętnie pogadam w przyszłym tygodniu',
    ],
    NEGATIVE: [
      'Nie jestem zainteresowany.',
      'Nie, dziękuję',
      'Dziękujemy za propozycję, ale obecnie nie mamy takiej potrzeby.',
      'Mamy już agencję, z której jesteśmy zadowoleni.',
      'niestety brak budżetu',
      'Dzień dobry, to nie dla nas. Pozdrawiam, Ewa',
    ],
    NEUTRAL: [
      'Proszę w tej sprawie pisać do Anny Nowak, a.nowak@firma.example',
      'Proszę się odezwać po wakacjach.',
      'Skąd ma Pani mój adres?',
      'Kim pan jest?',
      'Dziękuję za wiadomość.',
      'Przekazałem do działu marketingu',
    ],
    UNSUBSCRIBE: [
      'Proszę mnie wypisać z listy.',
      'Nie życzę sobie więcej takich maili.',
      'przestańcie do mnie pisać',
      'Żądam usunięcia moich danych osobowych z Państwa bazy.',
      'wypisz mnie',
      'Nie jestem zainteresowana i proszę więcej do mnie nie pisać.',
    ],
  }),
];
