import type { LeadField } from '../../../contract/lead-import.ts';

const words = (list: string): readonly string[] => list.split(',').map((word) => word.trim());

/**
 * What lists call their columns, without punctuation: first what Apollo, HubSpot, LinkedIn and Salesforce write, then the
 * words of other tools, of people, and of other languages. Of two columns that fit a place, the one whose word stands
 * further in front is likelier.
 */
export const headerWords: Readonly<Record<LeadField, readonly string[]>> = {
  firstName: words(`
    first name, firstname, given name, vorname, prénom, prenom, nombre, nome, voornaam, forename, first,
    fname, contact first name, lead first name, nome próprio, primeiro nome, imię, förnamn, fornavn, etunimi,
    adı, isim, jméno, křestní jméno, имя, ім я, 名, ファーストネーム, الاسم الأول, 이름, keresztnév, prenume, όνομα,
    שם פרטי, first name preferred
  `),
  lastName: words(`
    last name, lastname, surname, family name, nachname, familienname, nom de famille, apellido, apellidos,
    cognome, achternaam, last, lname, contact last name, lead last name, sobrenome, apelido, nazwisko,
    efternamn, efternavn, etternavn, sukunimi, soyad, soyadı, soyisim, příjmení, фамилия, прізвище, 姓, 苗字,
    اسم العائلة, 성, vezetéknév, nume de familie, επώνυμο, שם משפחה, zuname
  `),
  fullName: words(`
    full name, fullname, name, contact name, contact, person, lead, lead name, ansprechpartner, kontakt,
    nom complet, nom, nombre completo, nominativo, naam, who, vollständiger name, vor und nachname,
    nome completo, nombre y apellidos, imię i nazwisko, fullständigt namn, namn, navn, nimi, ad soyad,
    adı soyadı, celé jméno, фио, имя и фамилия, піб, 氏名, 名前, お名前, 姓名, 联系人, الاسم, الاسم الكامل, 성명, név,
    nume complet, ονοματεπώνυμο, שם, שם מלא, person name, display name, customer name, attendee name,
    naam contactpersoon, contactpersoon, contacto, contatto, decision maker
  `),
  email: words(`
    email, e mail, email address, e mail address, mail, work email, business email, e mail adresse,
    mailadresse, adresse e mail, courriel, correo, correo electrónico, correo electronico, posta elettronica,
    e mailadres, primary email, emails, e mail 1 value, person email, person email work, contact email,
    lead email, email 1, email1, email id, email addresses, verified email, professional email,
    company email, e mail geschäftlich, geschäftliche e mail, mail professionnel, email professionnel,
    adresse électronique, adresse mail, dirección de correo electrónico, dirección de correo,
    endereço de e mail, endereço de email, indirizzo email, indirizzo e mail, adres e mail, adres email,
    e postadress, e post, epost, sähköposti, e posta, eposta, e mailová adresa, электронная почта, эл почта,
    почта, електронна пошта, メール, メールアドレス, 邮箱, 电子邮件, 电子邮箱, البريد الإلكتروني, بريد, 이메일, e mail cím,
    adresă de email, ηλεκτρονικό ταχυδρομείο, דוא ל, אימייל, email do contato
  `),
  title: words(`
    title, job title, jobtitle, position, role, rolle, function, occupation, headline, funktion,
    berufsbezeichnung, stelle, poste, fonction, cargo, puesto, ruolo, functie, job, job position,
    current position, current title, person job title, position title, designation, jobposition,
    stellenbezeichnung, berufstitel, jobtitel, intitulé du poste, titre, título, cargo laboral, cargo actual,
    posizione, qualifica, stanowisko, befattning, yrkestitel, stilling, tehtävänimike, titteli, ünvan, unvan,
    görev, pozice, pracovní pozice, должность, посада, 役職, 肩書き, 职位, 职务, المسمى الوظيفي, المنصب, 직책, 직위,
    beosztás, funcție, θέση, תפקיד, beruf, functietitel
  `),
  company: words(`
    company, company name, organization, organisation, organization name, account name, account, employer,
    firm, firma, firmenname, unternehmen, société, societe, entreprise, empresa, azienda, bedrijf,
    company name for emails, associated company, business, current company, company name cleaned,
    associated company primary, account company name, business name, organization name 1, company legal name,
    organisation name, person organization, betrieb, arbeitgeber, nom de l entreprise, raison sociale,
    nom de la société, nombre de la empresa, compañía, compania, nome da empresa, nome azienda,
    ragione sociale, società, organisatie, bedrijfsnaam, werkgever, nazwa firmy, przedsiębiorstwo, företag,
    företagsnamn, virksomhed, firmanavn, bedrift, yritys, şirket, şirket adı, firma adı, společnost,
    název firmy, компания, организация, название компании, компанія, 会社, 会社名, 企業名, 公司, 公司名称, 企业名称, الشركة,
    اسم الشركة, 회사, 회사명, cég, cégnév, companie, εταιρεία, חברה
  `),
  companyDomain: words(`
    website, company website, domain, company domain, company domain name, web, url, homepage, webseite,
    site web, sitio web, sito web, site, website url, company website url, company url, home page, web page,
    webpage, email domain, primary domain, company web site, internetseite, internetadresse, site internet,
    site web de l entreprise, página web, pagina web, sitio de internet, strona internetowa, strona www, www,
    hemsida, webbplats, hjemmeside, nettside, kotisivu, web sitesi, webové stránky, сайт, веб сайт, ウェブサイト,
    サイト, 网站, 网址, الموقع الإلكتروني, 웹사이트, honlap, weboldal, ιστοσελίδα, אתר
  `),
  industry: words(`
    industry, sector, branche, industrie, secteur, sector de actividad, settore, vertical, sparte,
    company industry, industry sector, line of business, wirtschaftszweig, secteur d activité, industria,
    ramo, ramo de atividade, setor, segmento, branża, bransch, toimiala, sektör, sektor, obor, odvětví,
    отрасль, сфера деятельности, галузь, 業種, 業界, 行业, القطاع, الصناعة, 업종, 산업, iparág, κλάδος, תחום
  `),
  employeeCount: words(`
    employees, number of employees, num employees, company size, employee count, headcount, size,
    company headcount, mitarbeiter, mitarbeiterzahl, anzahl mitarbeiter, unternehmensgröße, effectif,
    effectifs, empleados, dipendenti, werknemers, staff, team size, people, employee range,
    company employees, company employee count, employees count, no of employees, number of staff,
    company size range, company employee range, anzahl der mitarbeiter, beschäftigte, unternehmensgrösse,
    nombre de salariés, nombre d employés, taille de l entreprise, salariés, número de empleados,
    num empleados, plantilla, tamaño de la empresa, número de funcionários, funcionários, numero dipendenti,
    numero di dipendenti, addetti, aantal werknemers, aantal medewerkers, medewerkers, liczba pracowników,
    zatrudnienie, antal anställda, anställda, antal ansatte, antall ansatte, henkilöstömäärä, çalışan sayısı,
    počet zaměstnanců, количество сотрудников, число сотрудников, кількість працівників, 従業員数, 员工人数, 员工数量,
    عدد الموظفين, 직원수, alkalmazottak száma
  `),
  revenue: words(`
    annual revenue, revenue, company revenue, turnover, umsatz, jahresumsatz, chiffre d affaires, ca,
    facturación, facturacion, ingresos, fatturato, omzet, sales, revenue range, company annual revenue,
    yearly revenue, estimated revenue, annual turnover, umsatz in euro, umsatzklasse,
    chiffre d affaires annuel, ingresos anuales, facturación anual, receita, faturamento, ricavi, jaaromzet,
    przychód, przychody, obrót, omsättning, omsætning, omsetning, liikevaihto, ciro, выручка, оборот, дохід,
    売上, 売上高, 年商, 收入, 营业额, الإيرادات, 매출, árbevétel, annual revenue usd
  `),
  location: words(`
    location, city, town, stadt, ort, standort, ville, ciudad, città, citta, plaats, place, region,
    person city, company city, city state, person location, company location, mailing city, business city,
    address city, city region, wohnort, firmensitz, sitz, localisation, ubicación, localidad, municipio,
    cidade, localização, località, comune, woonplaats, miasto, miejscowość, stad, postort, kaupunki,
    paikkakunta, şehir, město, город, місто, 市, 都市, 市区町村, 所在地, 城市, المدينة, 도시, város, oraș, πόλη, עיר,
    hq location, headquarters, address
  `),
  country: words(`
    country, country region, land, pays, país, pais, paese, person country, company country, nation,
    country code, country name, mailing country, business country, address country, business country region,
    staat, nation land, kraj, land region, maa, ülke, země, страна, країна, 国, 国家, البلد, الدولة, 국가,
    ország, țară, χώρα, מדינה
  `),
  linkedin: words(`
    linkedin, linkedin url, person linkedin url, linkedin profile, profile url, linkedin profil,
    profil linkedin, perfil de linkedin, linkedin bio, linkedin link, profile, linkedin profile url,
    linkedin url person, person linkedin, contact linkedin, contact linkedin profile url,
    linkedin member url, li url, li profile, profileurl, linkedin contact profile url, linkedinurl,
    linkedin account, linkedin handle, perfil linkedin, profilo linkedin, linkedin profiel,
    profil na linkedin, default profile url, public profile url, professional profile, hs linkedin url
  `),
  phone: words(`
    phone, phone number, mobile phone, mobile, mobile phone number, work direct phone, telephone, tel,
    telefon, telefonnummer, handy, téléphone, teléfono, telefono, móvil, cellulare, telefoon, cell,
    direct dial, corporate phone, mobile number, contact phone, lead phone, person phone, phone 1,
    phone 1 value, primary phone, work phone, business phone, office phone, direct phone, cell phone,
    home phone, other phone, phone numbers, contact number, telephone number, phone no, tel nr, tel no,
    rufnummer, mobil, mobiltelefon, mobilnummer, handynummer, festnetz, durchwahl, numéro de téléphone, tél,
    portable, mobile professionnel, número de teléfono, celular, teléfono móvil, telefone, telemóvel,
    numero di telefono, cellulare aziendale, telefoonnummer, mobiel, numer telefonu, komórka,
    telefonnummer arbete, puhelin, puhelinnumero, cep telefonu, telefon numarası, mobilní telefon, телефон,
    мобильный телефон, номер телефона, 電話, 電話番号, 携帯電話, 电话, 手机, 手机号, 联系电话, الهاتف, رقم الهاتف, الجوال, 전화번호,
    휴대폰, telefonszám, număr de telefon, τηλέφωνο, טלפון, company phone
  `),
  timeZone: words(`
    time zone, timezone, zeitzone, fuseau horaire, zona horaria, time zone name, zona oraria, tijdzone,
    strefa czasowa, tidszon, часовой пояс, タイムゾーン, 时区, fuso orário, tz
  `),
  language: words(`
    language, preferred language, sprache, langue, idioma, lingua, taal, locale, lang,
    correspondence language, korrespondenzsprache, langue de correspondance, idioma preferido, língua, język,
    språk, sprog, kieli, dil, jazyk, язык, мова, 言語, 语言, اللغة, 언어
  `),
  signals: words(`
    signals, signal, intent, intent signals, buying signals, triggers, trigger, signale, intent topics,
    primary intent topic, intent score, buying intent, kaufsignale, absichten, señales, segnali
  `),
  budget: words(`
    budget, budget range, budget known, budget amount, budget range usd, presupuesto, presupuesto estimado,
    orçamento, budget disponible, bütçe, rozpočet, бюджет, 予算, 预算, الميزانية, 예산, budżet
  `),
  timeline: words(`
    timeline, time frame, timeframe, zeitrahmen, purchase timeline, plazo, purchase timeframe,
    purchase time frame, buying timeline, decision date, zeithorizont, échéance, délai, prazo, tempistica,
    termijn, сроки, 導入時期
  `),
  optOut: words(`
    unsubscribed from all email, has opted out of email, email opt out, email opted out, opted out, opt out, optout,
    has opted out, unsubscribed, do not contact, do not email, do not mail, dnc, email unsubscribed, abgemeldet,
    werbesperre, kontaktsperre, keine werbung, désabonné, ne pas contacter, opposition, no contactar, baja, disiscritto,
    non contattare, uitgeschreven, não contatar, отписан, 配信停止, إلغاء الاشتراك
  `),
};

/** A header as these words are written: lower case, letters and digits only, single spaces. */
export const plainHeader = (header: string): string =>
  header
    .normalize('NFC')
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .replaceAll('linked in', 'linkedin')
    .trim();
