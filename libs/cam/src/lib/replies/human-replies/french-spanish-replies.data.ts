import { repliesIn } from './human-reply.ts';

/** Answers in French and Spanish. */
export const frenchSpanishReplies = [
  ...repliesIn('fr', {
    POSITIVE: [
      "Bonjour Anna, pourquoi pas, on peut s'appeler jeudi matin ?",
      'Ça m’intéresse, pouvez-vous m’envoyer une plaquette et vos tarifs ?',
      'ok dispo mardi 15h',
      "Bonjour,\n\nVotre proposition tombe bien, nous sommes justement en train de refaire notre site. Je serais ravi d'en discuter avec vous la semaine prochaine.\n\nCordialement,\nJulien Faure",
      'combien ça coûte',
      'Oui volontiers, appelez moi au 06 39 98 00 11',
      "Intéressant ! J'aimerais voir quelques exemples de ce que vous avez fait dans l'hôtellerie.",
    ],
    NEGATIVE: [
      'Bonjour, merci mais nous ne sommes pas intéressés.',
      'Non merci',
      "Nous travaillons déjà avec une agence et n'avons pas l'intention d'en changer.",
      'Pas de budget pour ça cette année, désolé.',
      'Bonjour Anna, ce n’est pas un sujet pour nous. Bonne continuation.',
      'ca ne nous interesse pas',
    ],
    NEUTRAL: [
      'Il faut voir avec ma collègue Claire Petit qui gère la communication : c.petit@exemple.example',
      'Recontactez-moi à la rentrée, je suis débordé en ce moment.',
      'Comment avez-vous eu mon adresse ?',
      'Bonjour, on se connaît ?',
      'Bien reçu, merci.',
      'Je transmets à la direction.',
    ],
    UNSUBSCRIBE: [
      'Désinscription svp',
      'Merci de me retirer de votre liste de diffusion.',
      'Arrêtez de m’envoyer des mails !!!',
      'Je ne souhaite plus recevoir de messages de votre part. Merci de supprimer mes données.',
      'stop pub',
      'Bonjour, pas intéressée, merci de ne plus me contacter.',
    ],
  }),
  ...repliesIn('es', {
    POSITIVE: [
      'Hola Anna, suena bien. ¿Podemos hablar el jueves por la tarde?',
      'me interesa, mandame info',
      'Buenos días:\n\nGracias por escribir. Estamos buscando precisamente a alguien que nos lleve las campañas. ¿Nos puede pasar un presupuesto?\n\nUn saludo,\nCarmen Ruiz',
      'cuanto cuesta?',
      'Sí, claro, llámame mañana al 600 555 012',
      'Me gustaría saber más sobre cómo trabajáis con pymes.',
      'Vale, agendemos una llamada la semana que viene',
    ],
    NEGATIVE: [
      'No me interesa, gracias.',
      'Hola, de momento no lo necesitamos. Un saludo',
      'Ya trabajamos con otra agencia y estamos contentos.',
      'no gracias',
      'Estimada Anna, agradecemos su propuesta pero no encaja con nuestra empresa.',
      'No tenemos presupuesto para eso.',
    ],
    NEUTRAL: [
      'La persona que lleva esto es Javier Soto, escríbele a jsoto@empresa.example',
      'Escríbeme después del verano por favor',
      '¿De dónde has sacado mi correo?',
      'quien eres?',
      'Recibido, gracias.',
      'Se lo reenvío a mi socio, a ver qué opina.',
    ],
    UNSUBSCRIBE: [
      'Dame de baja',
      'Por favor, no me envíen más correos.',
      'Quiero que borren mis datos de su base de datos inmediatamente.',
      'Dejad de mandarme spam ya',
      'BAJA',
      'No me interesa y no quiero que me vuelvan a escribir.',
      'eliminenme de la lista',
    ],
  }),
];
