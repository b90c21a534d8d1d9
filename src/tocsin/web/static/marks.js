// What an incident looks like: a shape for the family of its kind, filled if its doer is told as fact or claims it, hollow if not.

export const FAMILIES = {
  attack: "Attack on the ground",
  air: "From the air, or shelling",
  protest: "Protest, riot",
  other: "Other",
};

const MEMBERS = {
  attack: "armed_attack armed_clash bombing raid storming capture abduction hijacking sabotage sexual_violence crackdown",
  air: "air_strike shelling shootdown",
  protest: "protest riot",
};
const FAMILY = new Map(
  Object.entries(MEMBERS).flatMap(([family, kinds]) => kinds.split(" ").map((kind) => [kind, family])),
);

/** The family of a kind of event: "attack", "air", "protest" or "other". */
export const familyOf = (kind) => FAMILY.get(String(kind ?? "").toLowerCase().replaceAll(/[\s-]+/g, "_")) ?? "other";

/** How a status is drawn: "full" only where the doer is told as fact or claims it, "struck" where it is denied. */
export const drawnAs = (status) => ({ stated: "full", claimed: "full", denied: "struck" })[status] ?? "hollow";

/** The name of the picture for an incident's properties. */
export const markOf = ({ kind, status }) => `${familyOf(kind)}-${drawnAs(status)}`;

// Each shape in a square of one unit around its middle, of about the same area.
const SHAPES = {
  attack: [[0, -0.42], [0.43, 0.33], [-0.43, 0.33]],
  air: [[0, -0.44], [0.4, 0], [0, 0.44], [-0.4, 0]],
  other: [[-0.32, -0.32], [0.32, -0.32], [0.32, 0.32], [-0.32, 0.32]],
};

export function outline(context, family, size) {
  context.beginPath();
  if (family === "protest") context.arc(0, 0, 0.36 * size, 0, 2 * Math.PI);
  else for (const [x, y] of SHAPES[family]) context.lineTo(x * size, y * size);
  context.closePath();
}

/** A canvas with one mark, `pixels` wide. */
export function picture(mark, { palette, pixels }) {
  const [family, drawn] = mark.split("-");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = pixels;
  const context = canvas.getContext("2d");
  const size = pixels * 0.78;
  context.translate(pixels / 2, pixels / 2);
  context.lineJoin = "round";
  outline(context, family, size);
  context.strokeStyle = palette.paper;
  context.lineWidth = pixels * 0.2;
  context.stroke();
  context.fillStyle = drawn === "full" ? palette[family] : palette.paper;
  context.fill();
  context.strokeStyle = palette[family];
  context.lineWidth = pixels * 0.09;
  context.stroke();
  if (drawn === "struck") {
    context.beginPath();
    context.moveTo(-0.4 * size, 0.4 * size);
    context.lineTo(0.4 * size, -0.4 * size);
    context.stroke();
  }
  return canvas;
}

function round(pixels, paint) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = pixels;
  const context = canvas.getContext("2d");
  context.translate(pixels / 2, pixels / 2);
  paint(context, pixels);
  return canvas;
}

const dot = (palette) =>
  round(16, (context) => {
    context.beginPath();
    context.arc(0, 0, 4.5, 0, 2 * Math.PI);
    context.fillStyle = palette.dot;
    context.fill();
  });

/** The badge of incidents that are known to lie somewhere around here: a broken ring, no point. */
const areaBadge = (palette) =>
  round(56, (context) => {
    context.beginPath();
    context.arc(0, 0, 23, 0, 2 * Math.PI);
    context.fillStyle = palette.paper;
    context.globalAlpha = 0.9;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = palette.area;
    context.lineWidth = 3.5;
    context.setLineDash([7, 5]);
    context.stroke();
  });

/** Puts every picture into the map, or exchanges those that are there. */
export function addPictures(map, palette) {
  const pictures = { "town-dot": dot(palette), "area-badge": areaBadge(palette) };
  for (const family of Object.keys(FAMILIES))
    for (const drawn of ["full", "hollow", "struck"])
      pictures[`${family}-${drawn}`] = picture(`${family}-${drawn}`, { palette, pixels: 44 });
  for (const [name, canvas] of Object.entries(pictures)) {
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    if (map.hasImage(name)) map.updateImage(name, data);
    else map.addImage(name, data, { pixelRatio: 2 });
  }
}
