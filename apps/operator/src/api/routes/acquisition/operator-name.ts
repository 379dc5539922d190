/** There is one operator at this console; sign-in names come with the access rules of a later version. */
export const operatorName = 'Operator';
