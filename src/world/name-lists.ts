/** The first and last names of one language. */
export interface NameLists {
  firstNames: readonly string[];
  lastNames: readonly string[];
  /** Whether the last name comes first. */
  familyFirst?: boolean;
}
