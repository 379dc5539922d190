import { repliesIn } from './human-reply.ts';

/** Answers in Italian and Portuguese. */
export const italianPortugueseReplies = [
  ...repliesIn('it', {
    POSITIVE: [
      'Ciao Anna, mi interessa. Ci sentiamo giovedì?',
      'Buongiorno, potrebbe mandarmi un preventivo e qualche esempio dei vostri lavori?',
      'si volentieri, mi chiami domani pomeriggio',
      'quanto costa?',
      'Gentile Anna,\n\nla Sua proposta capita al momento giusto: stiamo rivedendo tutta la nostra comunicazione. Sarei disponibile per una videochiamata martedì alle 11.\n\nCordiali saluti\nMarco Riva',
      'Ok parliamone, che giorni hai liberi?',
      'Vorrei avere maggiori informazioni sul servizio',
    ],
    NEGATIVE: [
      'Non sono interessato, grazie.',
      'No grazie',
      'Buongiorno, al momento non abbiamo bisogno di questi servizi. Cordiali saluti',
      "Abbiamo già un'agenzia che ci segue e ci troviamo bene.",
      'non ci interessa',
      'La ringrazio ma non rientra nei nostri piani, facciamo tutto internamente.',
    ],
    NEUTRAL: [
      'Per queste cose deve sentire la dott.ssa Conti, conti@azienda.example',
      'Mi riscriva a settembre, ora siamo sotto fiera.',
      'Dove avete preso il mio indirizzo?',
      'Scusi ma lei chi è?',
      'Ricevuto, grazie',
      'Giro la mail al mio responsabile.',
    ],
    UNSUBSCRIBE: [
      'Cancellatemi dalla lista',
      'Non voglio più ricevere le vostre email.',
      'Basta mail!!',
      'Vi chiedo di cancellare i miei dati ai sensi del GDPR e di non contattarmi più.',
      'disiscrivimi',
      'Non mi interessa, per favore non scrivetemi più',
    ],
  }),
  ...repliesIn('pt', {
    POSITIVE: [
      'Olá Anna, faz sentido para nós. Podemos falar na quinta de manhã?',
      'tenho interesse, manda mais detalhes',
      'Bom dia,\n\nObrigado pelo contacto. Estamos a pensar renovar o nosso marketing e gostaria de receber uma proposta.\n\nCumprimentos,\nRui Matos',
      'Quanto custa?',
      'Sim, pode me ligar amanhã depois das 14h',
      'Gostei da ideia. Vamos marcar uma reunião?',
      'Boa tarde, pode enviar-me a vossa apresentação e preços?',
    ],
    NEGATIVE: [
      'Não tenho interesse, obrigado.',
      'não obrigado',
      'Olá, neste momento não precisamos. Bom trabalho!',
      'Já temos uma agência e estamos satisfeitos com ela.',
      'Infelizmente não temos verba para isso este ano.',
      'nao é pra gente',
    ],
    NEUTRAL: [
      'Quem trata disso é a Joana Pires, joana.pires@empresa.example',
      'Fale comigo de novo em setembro, agora não dá tempo.',
      'Onde conseguiu o meu e-mail?',
      'quem é você?',
      'Recebido, obrigada.',
      'Vou encaminhar para o meu sócio.',
    ],
    UNSUBSCRIBE: [
      'Remova meu email da sua lista',
      'Não quero receber mais mensagens vossas.',
      'Parem de me mandar e-mail!',
      'Solicito a exclusão dos meus dados conforme a LGPD.',
      'descadastrar',
      'Sem interesse. Não me contactem mais, por favor.',
      'quero cancelar a inscrição',
    ],
  }),
];
