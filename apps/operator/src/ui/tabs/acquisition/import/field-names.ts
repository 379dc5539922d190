import type { LeadField } from '@aicmo/cam/contract';

/** What the places of a lead are called on screen. */
export const fieldNames: Readonly<Record<LeadField, string>> = {
  firstName: 'First name',
  lastName: 'Last name',
  fullName: 'Full name',
  email: 'Mail address',
  title: 'Title',
  company: 'Company',
  companyDomain: 'Website',
  industry: 'Industry',
  employeeCount: 'Number of people',
  revenue: 'Yearly revenue',
  location: 'Place',
  country: 'Country',
  linkedin: 'LinkedIn profile',
  phone: 'Phone',
  timeZone: 'Time zone',
  language: 'Language',
  signals: 'Signals',
  budget: 'Budget',
  timeline: 'Timeline',
  optOut: 'Has opted out',
};
