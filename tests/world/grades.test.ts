import { describe, expect, it } from 'vitest';
import { gradeFor } from '../../src/world/grade-for.js';
import { createGrades, fullGrade, InvalidGradeError, isGrade } from '../../src/world/grades.js';

const halfSteps = Array.from({ length: 19 }, (_, index) => 1 + index / 2);

describe('fullGrade', () => {
  it.each([
    [{ centering: 10, corners: 10, edges: 10, surface: 10 }, 10],
    [{ centering: 9.5, corners: 9, edges: 9, surface: 8 }, 9],
    [{ centering: 9, corners: 8.5, edges: 8.5, surface: 8 }, 8.5],
    // The mean is 8.8, but the grade is at most one above the lowest subgrade.
    [{ centering: 10, corners: 6, edges: 10, surface: 10 }, 7],
    [{ centering: 1, corners: 1, edges: 1, surface: 1 }, 1],
  ])('of %o is %d', (subgrades, full) => {
    expect(fullGrade(subgrades)).toBe(full);
  });
});

describe('createGrades', () => {
  it.each(halfSteps)('returns the wanted grade %d with matching subgrades', (wanted) => {
    for (let identifier = 1; identifier <= 200; identifier += 1) {
      const { full, ...subgrades } = createGrades(7, identifier, 'full', wanted);
      expect(full).toBe(wanted);
      const { centering = null, corners = null, edges = null, surface = null } = subgrades;
      const given = {
        centering: centering ?? 0,
        corners: corners ?? 0,
        edges: edges ?? 0,
        surface: surface ?? 0,
      };
      expect(Object.values(given).every(isGrade)).toBe(true);
      expect(fullGrade(given)).toBe(wanted);
    }
  });

  it('returns subgrades that differ', () => {
    const varied = Array.from({ length: 200 }, (_, index) => createGrades(7, index, 'full', 8)).filter(
      ({ centering, corners, edges, surface }) => new Set([centering, corners, edges, surface]).size > 1,
    );
    expect(varied.length).toBeGreaterThan(150);
  });

  it('returns only a centering grade for a two-image capture', () => {
    const { centering, ...others } = createGrades(7, 1, 'two-image');
    expect(isGrade(centering ?? 0)).toBe(true);
    expect(others).toEqual({ corners: null, edges: null, surface: null, full: null });
  });

  it.each([0.5, 10.5, 8.3, Number.NaN])('refuses %d, which is not a grade', (wanted) => {
    expect(() => createGrades(7, 1, 'full', wanted)).toThrow(InvalidGradeError);
  });

  it('refuses an overall grade for a two-image capture', () => {
    expect(() => createGrades(7, 1, 'two-image', 9)).toThrow(
      expect.objectContaining({ code: 'invalid_grade' }),
    );
  });
});

describe('the model grade', () => {
  it('has scores that round to the grades, and null without a grade', () => {
    for (let identifier = 1; identifier <= 500; identifier += 1) {
      const capture = identifier % 3 === 0 ? 'two-image' : 'full';
      const { grades, modelGrade } = gradeFor(7, identifier, capture);
      for (const [part, grade] of Object.entries(grades)) {
        const score = modelGrade[part];
        expect(typeof score === 'number' ? Math.round(score * 2) / 2 : score).toBe(grade);
      }
    }
  });

  it('has defects for a 1 and none for a 10', () => {
    expect(gradeFor(7, 2, 'full', 1).modelGrade.defects).toHaveLength(12);
    const flawless = Array.from({ length: 300 }, (_, index) => gradeFor(7, index, 'full', 10)).filter(
      ({ grades: { corners, edges, surface } }) => corners === 10 && edges === 10 && surface === 10,
    );
    expect(flawless.length).toBeGreaterThan(0);
    for (const { modelGrade } of flawless) expect(modelGrade.defects).toEqual([]);
  });
});
