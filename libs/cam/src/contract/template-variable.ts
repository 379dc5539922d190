/** A value that a template may use. */
export interface TemplateVariable {
  /** As it is written: `lead.firstName`. */
  readonly name: string;
  readonly label: string;
  /** What it could look like, for the preview without a lead. */
  readonly example: string;
}

/** Everything that a template may use; any other name is an error when the template is saved. */
export const templateVariables: readonly TemplateVariable[] = [
  { name: 'lead.firstName', label: 'First name', example: 'Mara' },
  { name: 'lead.lastName', label: 'Last name', example: 'Lindqvist' },
  { name: 'lead.name', label: 'Full name', example: 'Mara Lindqvist' },
  { name: 'lead.title', label: 'Job title', example: 'Head of Operations' },
  { name: 'lead.company', label: 'Company', example: 'Fjord Logistics' },
  { name: 'lead.industry', label: 'Industry', example: 'logistics' },
  { name: 'lead.location', label: 'Place', example: 'Bergen' },
  { name: 'lead.country', label: 'Country', example: 'Norway' },
  { name: 'client.name', label: 'Client', example: 'Northwind Studio' },
  { name: 'campaign.name', label: 'Campaign', example: 'Autumn outreach' },
  { name: 'campaign.reason', label: 'Why we write', example: 'You run operations for a growing fleet.' },
  { name: 'campaign.callToAction', label: 'What we ask for', example: 'Would a short call next week suit you?' },
  { name: 'sender.name', label: 'Sender', example: 'Anna Weber' },
  { name: 'sender.address', label: 'Sender’s address', example: 'anna@northwind.example' },
];
