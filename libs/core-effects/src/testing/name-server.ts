import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import packet from 'dns-packet';

/** What a domain of the double is like; `silent` never answers. */
export type ZoneEntry =
  | ('mx' | 'null-mx' | 'address-only' | 'nothing' | 'servfail' | 'refused' | 'silent' | 'garbage')
  /** Texts under this name, and nothing else. */
  | { readonly txt: readonly string[] };

/** A name server on this machine that speaks real DNS over UDP. */
export interface NameServerDouble {
  /** `127.0.0.1:<port>`. */
  readonly address: string;
  /** The questions that came, in order: `MX kurier.example`. */
  readonly questions: readonly string[];
  close(): Promise<void>;
}

/** Starts it with these domains; every other one does not exist. */
export async function startNameServer(zone: Readonly<Record<string, ZoneEntry>>): Promise<NameServerDouble> {
  const socket = createSocket('udp4');
  const questions: string[] = [];
  socket.on('message', (bytes, { address, port }) => {
    const query = packet.decode(bytes);
    const [question] = query.questions ?? [];
    if (!question) return;
    const name = question.name.toLowerCase();
    questions.push(`${question.type} ${name}`);
    const entry = zone[name];
    if (entry === 'silent') return;
    if (entry === 'garbage') return socket.send(Buffer.from('garbage'), port, address);
    socket.send(answer(query.id ?? 0, question, entry), port, address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

/** Response codes of RFC 1035, section 4.1.1. */
const codes: Readonly<Record<string, number>> = { servfail: 2, missing: 3, refused: 5 };

/** A text travels in parts of at most 255 bytes (RFC 1035, section 3.3). */
const partsOf = (text: string): string[] => text.match(/.{1,255}/gs) ?? [''];

function answer(id: number, question: packet.Question, entry: ZoneEntry | undefined): Buffer {
  const { name, type } = question;
  if (typeof entry === 'object') {
    const texts = type === 'TXT' ? entry.txt : [];
    const answers = texts.map((text): packet.Answer => ({ type: 'TXT', name, ttl: 60, data: partsOf(text) }));
    return packet.encode({ id, type: 'response', flags: 0x0180, questions: [question], answers });
  }
  const mx = (exchange: string): packet.Answer => ({ type: 'MX', name, ttl: 60, data: { preference: 0, exchange } });
  const answers: packet.Answer[] =
    type === 'MX' && entry === 'mx'
      ? [mx(`mail.${name}`)]
      : type === 'MX' && entry === 'null-mx'
        ? [mx('.')]
        : type === 'A' && entry === 'address-only'
          ? [{ type: 'A', name, ttl: 60, data: '192.0.2.7' }]
          : [];
  const code = codes[entry ?? 'missing'] ?? 0;
  return packet.encode({ id, type: 'response', flags: 0x0180 | code, questions: [question], answers });
}
