export { aDelivery } from './a-delivery.ts';
export { startNameServer } from './name-server.ts';
export type { NameServerDouble, ZoneEntry } from './name-server.ts';
export { localCertificate, makeCertificate } from './local-certificate.ts';
export { smtpReply, startSmtpServer } from './smtp-server.ts';
export type { SmtpServerBehaviour, TakenMessage, TestSmtpServer } from './smtp-server.ts';
export { startRudeServer } from './rude-server.ts';
export type { RudeAnswer, RudeManners, RudeServer } from './rude-server.ts';
