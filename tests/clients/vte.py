"""A VTE terminal of 80x24 and nothing else: vte.py FONT COMMAND..."""

import os
import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("Vte", "2.91")
from gi.repository import GLib, Gtk, Pango, Vte  # noqa: E402

FOREVER = -1


def main():
    terminal = Vte.Terminal()
    terminal.set_font(Pango.FontDescription(sys.argv[1]))
    terminal.set_size(80, 24)
    terminal.set_cursor_blink_mode(Vte.CursorBlinkMode.OFF)
    terminal.spawn_async(Vte.PtyFlags.DEFAULT, os.getcwd(), sys.argv[2:], None,
                         GLib.SpawnFlags.SEARCH_PATH, None, None, FOREVER, None, None)
    terminal.connect("child-exited", Gtk.main_quit)
    window = Gtk.Window()
    window.add(terminal)
    window.show_all()
    Gtk.main()


if __name__ == "__main__":
    main()
