import type { ReplyLanguage } from './human-reply.ts';

/** An absence that says so only by its words: no header of a machine. */
export interface AbsenceReply {
  readonly language: ReplyLanguage;
  readonly subject: string;
  readonly text: string;
  /** The day on which the person is back, or null when the words do not say. The message is of 2 March 2026. */
  readonly returnsOn: string | null;
}

const absence = (language: ReplyLanguage, subject: string, text: string, returnsOn: string | null): AbsenceReply => ({
  ...{ language, subject, text, returnsOn },
});

/** Two in each language. */
export const absenceReplies: readonly AbsenceReply[] = [
  absence(
    'en',
    'Out of Office: Ten vans',
    'Thanks for your email. I am away and will be back on 16 March.',
    '2026-03-16',
  ),
  absence('en', 'Automatic reply: Ten vans', 'I am on parental leave. For urgent matters call the office.', null),
  absence(
    'de',
    'Abwesenheitsnotiz: Zehn Transporter',
    'Ich bin im Urlaub und ab dem 16.03.2026 wieder erreichbar.',
    '2026-03-16',
  ),
  absence('de', 'Automatische Antwort: Zehn Transporter', 'Ich befinde mich derzeit in Elternzeit.', null),
  absence(
    'fr',
    'Réponse automatique : Dix camionnettes',
    'Je suis en congés, de retour le 16 mars 2026.',
    '2026-03-16',
  ),
  absence(
    'fr',
    'Absence du bureau',
    'Je suis absente pour une durée indéterminée. Merci de contacter le standard.',
    null,
  ),
  absence('es', 'Respuesta automática: Diez furgonetas', 'Estoy de vacaciones. Vuelvo el 16 de marzo.', '2026-03-16'),
  absence('es', 'Fuera de la oficina', 'Me encuentro de baja médica. Para urgencias llamen a centralita.', null),
  absence('it', 'Risposta automatica: Dieci furgoni', 'Sono in ferie, rientro il 16/03/2026.', '2026-03-16'),
  absence('it', 'Fuori sede', 'Sono in maternità, per urgenze rivolgersi alla segreteria.', null),
  absence('pt', 'Resposta automática: Dez carrinhas', 'Estou de férias e regresso a 16 de março.', '2026-03-16'),
  absence('pt', 'Ausência temporária', 'Encontro-me ausente. Em caso de urgência ligue para o escritório.', null),
  absence(
    'nl',
    'Automatisch antwoord: Tien bestelwagens',
    'Ik ben op vakantie en ben 16 maart weer aanwezig.',
    '2026-03-16',
  ),
  absence('nl', 'Afwezigheidsbericht', 'Ik ben met zwangerschapsverlof.', null),
  absence('pl', 'Odpowiedź automatyczna: Dziesięć aut', 'Jestem na urlopie, wracam 16 marca 2026.', '2026-03-16'),
  absence('pl', 'Nieobecność w biurze', 'Przebywam na zwolnieniu lekarskim.', null),
  absence('sv', 'Autosvar: Tio skåpbilar', 'Jag har semester och är tillbaka den 16 mars.', '2026-03-16'),
  absence('sv', 'Frånvaro', 'Jag är föräldraledig. Kontakta växeln vid brådskande ärenden.', null),
  absence('da', 'Autosvar: Ti varevogne', 'Jeg er på ferie og er tilbage den 16. marts.', '2026-03-16'),
  absence('da', 'Fraværsmeddelelse', 'Jeg er på barsel. Ring til omstillingen hvis det haster.', null),
];
