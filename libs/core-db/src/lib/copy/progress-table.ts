/** The table in the target that says how far a copy is. It is there as long as the copy is not finished and compared. */
export const progressTable = 'core_db_copy';
