import { describe, expect, test } from '@jest/globals';
import { parseInstant } from '@aicmo/core-kernel';
import { lookAtList } from './look-at-list.ts';
import { openListFile } from './open-list-file.ts';

/** What the columns of a list become; those that stay as they are called are left away. */
async function look(header: string, ...rows: readonly string[]) {
  const list = await openListFile({ bytes: Buffer.from([header, ...rows].join('\n')) });
  const { product, columns } = lookAtList(list);
  const used = columns.flatMap(({ header: name, field }) => (field === null ? [] : [[field, name] as const]));
  return { product, fields: Object.fromEntries(used) };
}

describe('the columns of an export', () => {
  test('of HubSpot are recognised, and its salespeople are not taken for leads', async () => {
    expect(
      await look(
        'Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Marketing contact status,Create Date,Last Activity Date (GMT+1),Job Title,Associated Company,Associated Company IDs,Email Domain,Lifecycle Stage,City,Country/Region,Industry,Number of Employees,Annual Revenue,Website URL,LinkedIn URL,Preferred language,Time Zone,Unsubscribed from all email',
        '151,Maja,Lindqvist,maja@kurier.example,+46 8 123 456 78,Bo Falk,New,Marketing contact,2026-01-05 09:12,2026-02-01 10:00,COO,Kurier Nord AB,9912,kurier.example,Lead,Stockholm,Sweden,LOGISTICS_AND_SUPPLY_CHAIN,120,5000000,https://kurier.example,https://www.linkedin.com/in/maja-l,sv,Europe/Stockholm,false',
        '152,Ilya,Orlov,ilya@orlov.example,,Bo Falk,Open,Non-marketing contact,2026-01-06 09:12,,CTO,Orlov Tech,9913,orlov.example,Lead,Riga,Latvia,COMPUTER_SOFTWARE,40,,orlov.example,,en,Europe/Riga,true',
      ),
    ).toEqual({
      product: 'HubSpot',
      fields: {
        ...{
          firstName: 'First Name',
          lastName: 'Last Name',
          email: 'Email',
          phone: 'Phone Number',
          title: 'Job Title',
        },
        ...{ company: 'Associated Company', companyDomain: 'Website URL', industry: 'Industry', location: 'City' },
        ...{ country: 'Country/Region', employeeCount: 'Number of Employees', revenue: 'Annual Revenue' },
        ...{ linkedin: 'LinkedIn URL', language: 'Preferred language', timeZone: 'Time Zone' },
        optOut: 'Unsubscribed from all email',
      },
    });
  });

  test("of Apollo are recognised, the person's own link and the telephone that is in use", async () => {
    expect(
      await look(
        'First Name,Last Name,Title,Company Name,Company Name for Emails,Email,Email Status,Primary Email Source,Email Confidence,Seniority,Departments,Contact Owner,Work Direct Phone,Home Phone,Mobile Phone,Corporate Phone,Stage,Lists,Last Contacted,Account Owner,# Employees,Industry,Keywords,Person Linkedin Url,Website,Company Linkedin Url,Facebook Url,City,State,Country,Company Address,Company City,Company Country,Company Phone,Technologies,Annual Revenue,Total Funding,Email Sent,Email Open,Secondary Email,Apollo Contact Id',
        'Ana,Souza,VP Marketing,Padaria Lda,Padaria,ana@padaria.example,Verified,Apollo,,vp,Marketing,bo@agency.example,,,\'+351 912 345 678,\'+351 210 000 000,Cold,Bakeries,,bo@agency.example,85,food production,"bread, retail",http://www.linkedin.com/in/ana-souza,http://www.padaria.example,http://www.linkedin.com/company/padaria,https://facebook.com/padaria,Porto,Porto,Portugal,"Rua 1, Porto",Porto,Portugal,\'+351 210 000 000,WordPress,4200000,,false,false,,66a1',
      ),
    ).toEqual({
      product: 'Apollo',
      fields: {
        ...{ firstName: 'First Name', lastName: 'Last Name', title: 'Title', company: 'Company Name', email: 'Email' },
        ...{
          phone: 'Mobile Phone',
          employeeCount: '# Employees',
          industry: 'Industry',
          linkedin: 'Person Linkedin Url',
        },
        ...{ companyDomain: 'Website', location: 'City', country: 'Country', revenue: 'Annual Revenue' },
      },
    });
  });

  test('of LinkedIn are recognised below its notes', async () => {
    expect(
      await look(
        'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing."\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On',
        'Anna,Berg,https://www.linkedin.com/in/annaberg,,Kurier,COO,02 Mar 2026',
        'Bo,Falk,https://www.linkedin.com/in/bofalk,bo@falk.example,Falk AB,CEO,01 Mar 2026',
      ),
    ).toEqual({
      product: 'LinkedIn',
      fields: {
        ...{ firstName: 'First Name', lastName: 'Last Name', linkedin: 'URL', email: 'Email Address' },
        ...{ company: 'Company', title: 'Position' },
      },
    });
  });

  test.each<[string, string, string, Record<string, string>]>([
    [
      'German',
      'Vorname;Name;Firma;E-Mail-Adresse;Telefon;Position;Mitarbeiterzahl;Branche;Ort;Land;Bemerkung',
      'Maja;Lind;Kurier;m@k.example;+49 30 901820;Leiterin;120;Logistik;Köln;Deutschland;nett',
      {
        firstName: 'Vorname',
        lastName: 'Name',
        company: 'Firma',
        email: 'E-Mail-Adresse',
        phone: 'Telefon',
        title: 'Position',
        employeeCount: 'Mitarbeiterzahl',
        industry: 'Branche',
        location: 'Ort',
        country: 'Land',
      },
    ],
    [
      'French',
      "Prénom,Nom,Société,Adresse e-mail,Téléphone,Fonction,Secteur d'activité,Ville,Pays",
      'Zoé,Martin,Pain SA,z@pain.example,+33 1 23 45 67 89,Directrice,Alimentation,Lyon,France',
      {
        firstName: 'Prénom',
        lastName: 'Nom',
        company: 'Société',
        email: 'Adresse e-mail',
        phone: 'Téléphone',
        title: 'Fonction',
        industry: "Secteur d'activité",
        location: 'Ville',
        country: 'Pays',
      },
    ],
    [
      'Spanish',
      'Nombre,Apellidos,Empresa,Correo electrónico,Teléfono móvil,Cargo,Ciudad,País',
      'Ana,Ruiz Gil,Pan SL,ana@pan.example,+34 600 000 000,Directora,Vigo,España',
      {
        firstName: 'Nombre',
        lastName: 'Apellidos',
        company: 'Empresa',
        email: 'Correo electrónico',
        phone: 'Teléfono móvil',
        title: 'Cargo',
        location: 'Ciudad',
        country: 'País',
      },
    ],
    [
      'Portuguese',
      'Nome completo;Empresa;Endereço de e-mail;Telemóvel;Cargo;Cidade',
      'Ana Souza;Pão Lda;a@pao.example;+351 912 345 678;CEO;Porto',
      {
        fullName: 'Nome completo',
        company: 'Empresa',
        email: 'Endereço de e-mail',
        phone: 'Telemóvel',
        title: 'Cargo',
        location: 'Cidade',
      },
    ],
    [
      'Polish',
      'Imię,Nazwisko,Firma,Adres e-mail,Stanowisko,Miasto',
      'Ewa,Nowak,Chleb,e@chleb.example,Prezes,Łódź',
      {
        firstName: 'Imię',
        lastName: 'Nazwisko',
        company: 'Firma',
        email: 'Adres e-mail',
        title: 'Stanowisko',
        location: 'Miasto',
      },
    ],
    [
      'Russian',
      'ФИО;Компания;Электронная почта;Телефон;Должность;Город',
      'Анна Орлова;Хлеб;a@hleb.example;+371 2000 0000;Директор;Рига',
      {
        fullName: 'ФИО',
        company: 'Компания',
        email: 'Электронная почта',
        phone: 'Телефон',
        title: 'Должность',
        location: 'Город',
      },
    ],
    [
      'Japanese',
      '氏名,会社名,メールアドレス,電話番号,役職',
      '山田 太郎,パン株式会社,t@pan.example,+81 3 1234 5678,部長',
      { fullName: '氏名', company: '会社名', email: 'メールアドレス', phone: '電話番号', title: '役職' },
    ],
    [
      'shouting',
      'FIRSTNAME,LAST_NAME,EMAILADDRESS,COMPANY_NAME,JOBTITLE',
      'A,B,a@x.example,C,D',
      {
        firstName: 'FIRSTNAME',
        lastName: 'LAST_NAME',
        email: 'EMAILADDRESS',
        company: 'COMPANY_NAME',
        title: 'JOBTITLE',
      },
    ],
    [
      'programmers',
      'firstName,lastName,emailAddress,companyName,linkedinUrl',
      'A,B,a@x.example,C,linkedin.com/in/ab',
      {
        firstName: 'firstName',
        lastName: 'lastName',
        email: 'emailAddress',
        company: 'companyName',
        linkedin: 'linkedinUrl',
      },
    ],
  ])('in the words of %s are recognised', async (_, header, row, fields) => {
    expect((await look(header, row)).fields).toEqual(fields);
  });

  test('without any names are recognised by what stands in them', async () => {
    expect(
      await look(
        'Anna Berg,anna@x.example,+49 30 901820,linkedin.com/in/anna',
        'Bo Falk,bo@x.example,+49 30 901821,linkedin.com/in/bo',
      ),
    ).toEqual({
      product: null,
      fields: { fullName: 'Column 1', email: 'Column 2', phone: 'Column 3', linkedin: 'Column 4' },
    });
  });

  test('whose values contradict their name are left to the person', async () => {
    expect((await look('Name,Email,Company', 'Maja,yes,2026-01-02', 'Bo,no,2026-01-03')).fields).toEqual({
      fullName: 'Name',
    });
  });

  test('are used as they were for the last list with these columns, and say so', async () => {
    const list = await openListFile({ bytes: Buffer.from('Name,Email\nMaja,m@k.example') });
    const recalled = {
      fileName: 'march.csv',
      chosenBy: 'Ana',
      chosenAt: parseInstant('2026-03-02T10:00:00.000Z'),
      isOwn: true,
    };
    const looked = lookAtList(list, { ...recalled, mapping: { '0': 'leave-out', '1': 'email' } });
    expect(looked).toMatchObject({ mapping: { '0': 'leave-out', '1': 'email' }, remembered: recalled });
    expect(looked.columns[0]).toMatchObject({ field: 'leave-out', why: 'As Ana chose for “march.csv”.' });
  });
});
