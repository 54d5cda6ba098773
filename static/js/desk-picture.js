// The focal point of a picture: chosen by a click or by the arrow keys, shown in every crop as it moves.
// The two number fields stay what is posted, and work without any of this.

const stage = document.querySelector(".focal-stage");
const across = document.querySelector("#id_focal_x");
const down = document.querySelector("#id_focal_y");

if (stage && across && down) {
  const { words } = stage.closest(".focal").dataset;
  const [width, height] = [Number(stage.dataset.width), Number(stage.dataset.height)];
  const picture = stage.querySelector("img");
  const mark = stage.querySelector("g");
  const status = stage.closest(".focal").querySelector("[role=status]");
  const crops = [...document.querySelectorAll(".crop img")];
  const clamp = (value) => Math.min(1, Math.max(0, Number.isFinite(value) ? value : 0.5));
  const point = () => [clamp(Number.parseFloat(across.value)), clamp(Number.parseFloat(down.value))];
  const said = ([x, y]) => words.replace("{x}", Math.round(x * 100)).replace("{y}", Math.round(y * 100));

  // Where the box of a crop begins, as a percentage of the room it has: what articles/pictures/renditions.py cuts.
  const start = (focus, whole, box) => (whole - box < 1 ? 50 : (100 * Math.min(Math.max(focus * whole - box / 2, 0), whole - box)) / (whole - box));

  function show() {
    const [x, y] = point();
    mark.setAttribute("transform", `translate(${x * width} ${y * height}) scale(${scale()})`);
    for (const crop of crops) {
      const ratio = Number(crop.dataset.ratio);
      crop.style.objectPosition = `${start(x, width, Math.min(width, height * ratio))}% ${start(y, height, Math.min(height, width / ratio))}%`;
    }
    stage.setAttribute("aria-label", said([x, y]));
  }
  // The mark keeps its size on the screen, however large the picture is.
  function scale() { return width / Math.max(stage.clientWidth, 1); }

  function move(x, y) {
    across.value = String(Math.round(clamp(x) * 100) / 100);
    down.value = String(Math.round(clamp(y) * 100) / 100);
    for (const field of [across, down]) field.dispatchEvent(new Event("change", { bubbles: true }));
    follow();
    show();
  }
  // From the first move on the crops are one file, cut by the browser.
  function follow() { for (const crop of crops) if (crop.src !== picture.src) crop.src = picture.src; }

  stage.tabIndex = 0;
  stage.setAttribute("role", "application");
  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    stage.focus();
    stage.setPointerCapture(event.pointerId);
    const drag = ({ clientX, clientY }) => {
      const box = picture.getBoundingClientRect();
      move((clientX - box.left) / box.width, (clientY - box.top) / box.height);
    };
    drag(event);
    stage.addEventListener("pointermove", drag);
    stage.addEventListener("pointerup", () => { stage.removeEventListener("pointermove", drag); status.textContent = said(point()); }, { once: true });
  });
  stage.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const size = event.shiftKey ? 0.1 : 0.01;
    const [x, y] = point();
    move(x + step[0] * size, y + step[1] * size);
    status.textContent = said(point());
  });
  for (const field of [across, down]) field.addEventListener("input", () => { follow(); show(); });
  new ResizeObserver(show).observe(stage);
  show();
}
