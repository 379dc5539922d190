/** Given names with how often each is taken, the frequent ones first; a picker squares its number to prefer them. */
export const givenNames = (
  'Anna Michael Maria Thomas Andreas Peter Julia Stefan Sarah Daniel Laura Martin Lena David Sandra Alexander Katharina ' +
  'Christian Nicole Robert Elisabeth William James Jennifer Matthias Christina Sebastian Susanne Markus Claudia Patrick ' +
  'Barbara Johannes Monika Florian Petra Benjamin Stephanie Tobias Sabine Philipp Andrea Jan Karin Simon Birgit Lukas ' +
  'Heike Jonas Silvia Felix Eva Maximilian Ursula Paul Ingrid Dominik Johanna Fabian Hannah Marcel Sophie Kevin Emma ' +
  'Oliver Mia Frank Lea Jörg Zoë Jürgen Renée Björn Chloé François José Łukasz Małgorzata Søren Åse Çağla Özlem Ivan ' +
  'Olga Sergey Natalia Dmitri Svetlana Giulia Marco Francesca Luca Chiara Paolo Pedro Carmen Javier Lucía Pablo Ines ' +
  'Daniela Jana Simone Martina Andre Aylin Mehmet Fatma Wei Li Yuki Haruto Priya Arjun Fatima Omar Amina Kwame Ngozi ' +
  'Edward Kenneth Deborah Timothy Rebecca Joshua Samuel Katherine Margaret Richard Charles Joseph Elizabeth Christopher'
).split(' ');

export const familyNames = (
  'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf ' +
  'Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Krause Meier Lehmann Schmid ' +
  'Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Berg ' +
  'Berger Smith Johnson Williams Brown Jones Miller Davis Garcia Rodriguez Wilson Martinez Anderson Taylor Thomas Moore ' +
  'Jackson Martin Thompson White Lopez Lee Gonzalez Harris Clark Lewis Robinson Walker Young Allen King Wright Scott ' +
  'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Dubois Lefèvre Moreau Laurent Simon Michel ' +
  'Nowak Kowalski Wiśniewski Wójcik Kamiński Lewandowski Novák Svoboda Horváth Nagy Kovács Popescu Ionescu Petrov ' +
  'Ivanov Smirnov Kuznetsov Öztürk Yılmaz Demir Çelik Şahin Andersen Hansen Johansen Nielsen Lindqvist Ångström ' +
  'Johansson Karlsson Nilsson Eriksson Virtanen Korhonen Nguyễn Trần Wang Zhang Tanaka Suzuki Patel Singh Kumar Khan'
).split(' ');

/** Pieces of rarer family names. */
export const familyBeginnings =
  'Alt Bach Brand Dorn Eber Falk Fels Gold Grün Hasel Herz Kalt Kirch Lind Mühl Nieder Ober Rosen Silber Stein Thal Wald Wein Winter Zell Ash Black Green Hart Stan'.split(
    ' ',
  );
export const familyEndings =
  'acker bauer beck berger brink dörfer felder garten häuser hofer holzer kamp mann meister müller rieder schläger steiner stetter wald weber ford ley more ton well wood'.split(
    ' ',
  );

export const companyBeginnings =
  'Kurier Nord Alpen Rhein Hansa Solar Digital Data Cloud Green Blue Prime Metro Urban Global Inter Euro Nova Terra Aqua Helio Lumen Vertex Apex Delta Omega Sigma Quant Byte Logi Medi Agri Bau Stahl Holz Glas Druck Foto Reise Moto Velo Aero'.split(
    ' ',
  );
export const companyEndings =
  'werk tech soft systems labs logistik bau media partner service trade energy consult works group net line point bridge craft haus design motion flow pharma foods textil optik print'.split(
    ' ',
  );
export const legalForms = ['GmbH', 'GmbH & Co. KG', 'AG', 'Inc.', 'Ltd', 'LLC', 'SE', 'S.A.', 'S.r.l.', 'B.V.', ''];

/** Given names and what the same people are called. */
export const shortForms: Readonly<Record<string, string>> = {
  ...{ Michael: 'Mike', William: 'Bill', Robert: 'Bob', Thomas: 'Tom', Christopher: 'Chris', Alexander: 'Alex' },
  ...{ Katharina: 'Kathi', Elisabeth: 'Lisa', Matthias: 'Matt', Andreas: 'Andi', Sebastian: 'Basti', Susanne: 'Susi' },
  ...{ Stephanie: 'Steffi', Joseph: 'Joe', Richard: 'Rick', Edward: 'Ed', Kenneth: 'Ken', Deborah: 'Debbie' },
  ...{ Timothy: 'Tim', Rebecca: 'Becky', Joshua: 'Josh', Samuel: 'Sam', Margaret: 'Maggie', Charles: 'Charlie' },
  ...{ Benjamin: 'Ben', Daniel: 'Dan', Maximilian: 'Max', Jennifer: 'Jen', Johannes: 'Hannes', Elizabeth: 'Liz' },
};

/** Names of two people that differ in their endings only. */
export const pairsOfNames = [
  ['Daniel', 'Daniela'],
  ['Jan', 'Jana'],
  ['Simon', 'Simone'],
  ['Martin', 'Martina'],
  ['Michael', 'Michaela'],
  ['Andreas', 'Andrea'],
  ['Johannes', 'Johanna'],
  ['Paul', 'Paula'],
  ['Christian', 'Christiane'],
] as const;
