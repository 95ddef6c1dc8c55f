import { num } from './svg.js';

/** A joint of a limb: its position and the radius of the limb there. */
export type Joint = readonly [x: number, y: number, radius: number];

/** Draws a limb as one path: circles at the joints, connected by straight outlines. */
export function limb(...joints: readonly Joint[]): string {
  const parts = joints.map(circlePath);
  for (const [index, joint] of joints.entries()) {
    const next = joints[index + 1];
    if (next) parts.push(connection(joint, next));
  }
  return parts.join('');
}

function circlePath([x, y, r]: Joint): string {
  return `M${num(x - r)} ${num(y)}a${r} ${r} 0 1 1 ${num(2 * r)} 0a${r} ${r} 0 1 1 ${num(-2 * r)} 0z`;
}

/** Draws the quadrilateral between the outer tangents of two circles, with the same winding as the circles. */
function connection([x1, y1, r1]: Joint, [x2, y2, r2]: Joint): string {
  const distance = Math.hypot(x2 - x1, y2 - y1);
  if (distance <= Math.abs(r1 - r2)) return '';
  const along = Math.atan2(y2 - y1, x2 - x1);
  const spread = Math.acos((r1 - r2) / distance);
  const at = (x: number, y: number, r: number, angle: number) =>
    `${num(x + r * Math.cos(angle))} ${num(y + r * Math.sin(angle))}`;
  const [left, right] = [along + spread, along - spread];
  return `M${at(x1, y1, r1, right)}L${at(x2, y2, r2, right)}L${at(x2, y2, r2, left)}L${at(x1, y1, r1, left)}z`;
}
