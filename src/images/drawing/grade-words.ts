const WORDS: Readonly<Record<string, string>> = {
  '10': 'GEM MINT',
  '9.5': 'MINT+',
  '9': 'MINT',
  '8.5': 'NM-MT+',
  '8': 'NM-MT',
  '7.5': 'NEAR MINT+',
  '7': 'NEAR MINT',
  '6.5': 'EX-MT+',
  '6': 'EX-MT',
  '5.5': 'EXCELLENT+',
  '5': 'EXCELLENT',
  '4.5': 'VG-EX+',
  '4': 'VG-EX',
  '3.5': 'VERY GOOD+',
  '3': 'VERY GOOD',
  '2.5': 'GOOD+',
  '2': 'GOOD',
  '1.5': 'FAIR',
  '1': 'POOR',
};

/** Returns the collectors' name of a grade (1 to 10 in half steps). */
export function gradeWord(grade: number): string {
  return WORDS[String(grade)] ?? 'GRADED';
}

/** Returns the colour of a grade: green, amber or red; grey for no grade. */
export function gradeColour(grade: number | null): string {
  if (grade === null) return '#8a939b';
  return grade >= 9 ? '#1f9d6b' : grade >= 7 ? '#7a9a1f' : grade >= 5 ? '#d98a1b' : '#d13c3c';
}
