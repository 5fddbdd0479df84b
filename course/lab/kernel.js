// Is there a kernel behind a widget? Shared by every widget of the course.
//
// A kernel that was stopped from the menu says so at once: the page then marks what it left behind. One that died, or a
// connection that broke, says nothing. So whoever moves something expects an answer, asks once more after a second, and
// is told when there is still none.

const BACK = "To go on, choose Run ▸ Run All Cells. Your answers and your progress are kept.";
const STOPPED = `The kernel has stopped, and this with it. ${BACK}`;
const SILENT = `The kernel has not answered yet. Perhaps it is busy with another cell; perhaps it was restarted. ${BACK}`;
const STILL = "This is a stored picture, and no kernel stands behind it. To move it, open the notebook in JupyterLab and choose " +
  "Run ▸ Run All Cells.";
const ASK_AFTER = 1000, TELL_AFTER = 4000; // milliseconds

// `notice`: where it is said. Gives {expect, heard, stop}: something was asked of the kernel; it has answered; the view goes.
function watchKernel(model, el, notice) {
  let ask, tell;
  const put = (text) => {
    if (notice.textContent !== text) notice.textContent = text;
    notice.hidden = !text;
  };
  const calm = () => { clearTimeout(ask); clearTimeout(tell); ask = tell = undefined; };
  const heard = () => { calm(); put(""); };
  const gone = () => el.closest(".jupyter-widgets-disconnected") !== null;
  const inquire = () => {
    try {
      model.send({ type: "ping" });
    } catch { // its line is closed: the notebook has another kernel now
      calm();
      put(STOPPED);
    }
  };
  const expect = () => {
    if (gone()) return notice.textContent || put(STILL); // never alive here: otherwise it was said when the kernel went
    if (tell !== undefined) return;
    ask = setTimeout(inquire, ASK_AFTER);
    tell = setTimeout(() => { tell = undefined; put(SILENT); }, TELL_AFTER);
  };
  const changed = () => setTimeout(() => (gone() ? (calm(), put(STOPPED)) : heard()));
  model.on("comm_live_update", changed);
  put("");
  return { expect, heard, stop: () => { calm(); model.off("comm_live_update", changed); } };
}

