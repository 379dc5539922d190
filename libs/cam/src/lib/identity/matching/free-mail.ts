/*
 * Mailboxes that anybody can have: sharing such a domain says nothing about two people. Own list of 2026-11, from the
 * sign-up pages of the providers named; it need not be whole, because blocks are capped and a domain alone decides nothing.
 */
const domains = new Set(
  [
    'gmail.com googlemail.com outlook.com outlook.de hotmail.com hotmail.co.uk hotmail.de hotmail.fr live.com msn.com',
    'yahoo.com yahoo.co.uk yahoo.de yahoo.fr ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me',
    'gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de freenet.de arcor.de posteo.de mailbox.org mail.de',
    'orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it alice.it tin.it',
    'mail.ru yandex.ru yandex.com ya.ru bk.ru inbox.ru ukr.net wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz',
    'qq.com 163.com 126.com naver.com daum.net fastmail.com tuta.com tutanota.com zoho.com hey.com mail.com',
  ].flatMap((line) => line.split(' ')),
);

/** Whether everybody can have an address at this domain. */
export const isFreeMail = (domain: string): boolean => domains.has(domain);
