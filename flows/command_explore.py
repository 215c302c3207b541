"""The command `marsad explore`: the notebook to look around in the tables, in the browser."""

import os
import subprocess
import sys
from importlib.util import find_spec

from tasks.model.errors import ConfigError, MarsadError
from tasks.model.settings import ROOT
from tasks.places.place import Place, located
from tasks.storage.opening import filled

NOTEBOOK = ROOT / "warehouse" / "explore.py"


def explore(warehouse: Place | None, port: int, edit: bool, browser: bool) -> None:
    """Serve the notebook on this machine until interrupted.

    Args:
        warehouse: the folder of the tables; the setting's if left out.
        port: where on 127.0.0.1 to serve.
        edit: open it to be changed, rather than to be used.
        browser: open a browser.

    Raises:
        ConfigError: there are no tables, or marimo is not installed.
        MarsadError: the notebook could not be served.
    """
    where = located(warehouse)
    filled(where)
    if find_spec("marimo") is None:
        raise ConfigError("The notebook needs marimo: install it with `pip install 'marsad[explore]'`.")
    words = ["edit" if edit else "run", str(NOTEBOOK), "--host", "127.0.0.1", "--port", str(port)]
    options = [] if browser else ["--headless"]
    around = os.environ | {"MARSAD_WAREHOUSE": str(where), "MARIMO_SKIP_UPDATE_CHECK": "1"}
    try:
        served = subprocess.run([sys.executable, "-m", "marimo", "-y", *words, *options], env=around, check=False)
    except KeyboardInterrupt:
        return
    if served.returncode:
        raise MarsadError(f"The notebook cannot be served on port {port}: give --port another one.")
