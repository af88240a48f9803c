# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the window tests share: their own screen, session bus and accessibility
bus, windows that are operated by the names that a screen reader speaks, and
screenshots.

The accessibility library takes its bus from the environment when it is
imported, so dogtail is imported only when Desktop is up, and there is one
Desktop per process. There is no window manager: a window has the size that it
asks for, at 0, 0. A program that runs a dialog with gtk_dialog_run () because
of a click () does not answer while that is open."""

import contextlib
import os
import re
import signal
import subprocess
import tempfile
import threading
import time

import qosnet

WAIT = 10  # seconds until a thing that should happen at once has failed

BUTTONS = ('push button', 'toggle button', 'check box', 'radio button',
           'switch', 'menu item', 'check menu item', 'radio menu item')
ENTRIES = ('text', 'entry', 'spin button', 'password text')
NUMBER = re.compile(r'[-+\u2212]?\d[\d\u00a0\u202f]*(\.\d+)?')

BUS_LAUNCHERS = ('/usr/libexec/at-spi-bus-launcher',
                 '/usr/lib/at-spi2-core/at-spi-bus-launcher')

# Nothing is started on demand, so nothing comes from the session of the user.
BUS_CONFIG = '''<busconfig>
  <type>session</type>
  <listen>unix:path={}/bus</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
'''

# Screenshots are the same each time.
GTK_SETTINGS = '''[Settings]
gtk-enable-animations=0
gtk-cursor-blink=0
'''


def wait_until(condition, timeout, what):
    """Returns the first true value of condition."""
    end = time.monotonic() + timeout
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f'{what}: not within {timeout} s')
        time.sleep(0.02)


class Part:
    """A widget with everything in it. Names are accessible names. If showing,
    only widgets on the screen count; else also those scrolled out of sight."""

    def __init__(self, app, node, showing=True):
        self.app = app
        self.node = node
        self.showing = showing

    # Finding

    def _walk(self, node):
        """All nodes below, each before its children; those that vanish
        meanwhile are left out."""
        try:
            children = [node.getChildAtIndex(i)
                        for i in range(node.childCount)]
        except (LookupError, RuntimeError, self.app.desktop.GError):
            return
        for child in children:
            if child is not None:
                yield child
                yield from self._walk(child)

    def _matches(self, node, roles, name):
        try:
            return ((name is None or node.name == name) and
                    (roles is None or node.roleName in roles) and
                    (not self.showing or node.showing))
        except (LookupError, RuntimeError, self.app.desktop.GError):
            return False

    def all(self, role, name=None):
        """The current widgets of that role (or tuple of roles, or None for
        any) and name."""
        roles = (role,) if isinstance(role, str) else role
        return [Part(self.app, node, self.showing)
                for node in self._walk(self.node)
                if self._matches(node, roles, name)]

    def has(self, role, name=None):
        return bool(self.all(role, name))

    def find(self, role, name=None, timeout=WAIT, showing=None):
        """The widget, as soon as it exists."""
        base = self if showing is None else \
            Part(self.app, self.node, showing)
        return self.app.wait_until(lambda: base.all(role, name), timeout,
                                   f'{role or "something"} "{name}"')[0]

    @property
    def name(self):
        return self.node.name

    @property
    def role(self):
        return self.node.roleName

    # Doing

    def click(self, name, timeout=WAIT):
        """Clicks as soon as that is possible."""
        button = self.find(BUTTONS, name, timeout)
        self.app.wait_until(lambda: button.node.sensitive, timeout,
                            f'"{name}" can be clicked')
        actions = button.node.actions
        action = [a for a in ('click', 'toggle', 'press', 'activate')
                  if a in actions]
        assert action, (name, button.role, list(actions))
        actions[action[0]].do()

    def set_text(self, name, text):
        """Of an entry; also of a spin button, as a number."""
        entry = self.find(ENTRIES, name).node
        assert entry.sensitive, f'"{name}" is greyed out'
        if entry.roleName == 'spin button':
            entry.value = float(text)
        else:
            entry.text = str(text)

    def set_value(self, name, value):
        """Of a scale or spin button."""
        self.find(('slider', 'spin button'), name).node.value = value

    def items(self, name):
        """The items of a combo box."""
        combo = self.find('combo box', name).node
        menu = combo.getChildAtIndex(0)
        return [menu.getChildAtIndex(i).name for i in range(menu.childCount)]

    def choose(self, name, item, timeout=WAIT):
        """An item of a combo box, as soon as it exists."""
        self.app.wait_until(lambda: item in self.items(name), timeout,
                            f'"{name}" offers "{item}"')
        combo = self.find('combo box', name).node
        assert combo.sensitive, f'"{name}" is greyed out'
        combo.querySelection().selectChild(self.items(name).index(item))
        self.app.wait_until(lambda: self.text(name) == item, timeout,
                            f'"{name}" is "{item}"')

    # Reading

    def shown(self):
        """The text of this widget."""
        if self.role == 'combo box':
            chosen = self.node.querySelection().getSelectedChild(0)
            return chosen.name if chosen else ''
        text = self.node.text
        return self.name if text is None else text

    def texts(self, name):
        """The text of each entry, label or combo box with that name, in the
        order of the window. A label that only shows the name, like a caption,
        counts only if there is no other."""
        named = self.app.wait_until(lambda: self.all(None, name), WAIT,
                                    f'"{name}"')
        found = [part.shown() for part in named
                 if part.role in ENTRIES + ('combo box',)]
        if not found:
            labels = [part.shown() for part in named
                      if part.node.text is not None]
            found = [text for text in labels if text != name] or labels[:1]
        return found

    def text(self, name):
        """The same, where there is exactly one."""
        found = self.texts(name)
        assert len(found) == 1, f'"{name}" is {found}'
        return found[0]

    def number(self, name):
        """The number in the text, in the unit shown; None for –."""
        text = self.text(name)
        if text.startswith('\u2013'):
            return None
        found = NUMBER.search(text)
        assert found, f'"{name}" is "{text}"'
        return float(re.sub('[\u00a0\u202f]', '', found.group())
                     .replace('\u2212', '-'))

    def value(self, name):
        """Of a level bar, a scale, a spin button."""
        found = [part.node.value for part in self.all(None, name)
                 if part.node.value is not None]
        assert len(found) == 1, f'{len(found)} of "{name}" have a value'
        return found[0]

    def is_on(self, name):
        """Whether a toggle button or a switch is on."""
        states = self.find(BUTTONS, name).node.getState()
        state = self.app.desktop.atspi.StateType
        return states.contains(state.CHECKED) or \
            states.contains(state.PRESSED)

    def is_sensitive(self, name):
        """Whether it is not greyed out."""
        return self.find(BUTTONS + ENTRIES + ('combo box', 'slider'),
                         name).node.sensitive


class App(Part):
    """A running program, including its dialogs. seconds is the time from its
    start until its window was showing, to about 20 ms."""

    def __init__(self, desktop, argv, env, timeout):
        self.desktop = desktop
        start = time.monotonic()
        self.program = qosnet.Program(argv, env)
        desktop.programs.append(self.program)
        node = self.wait_until(self._find_node, timeout,
                               f'{argv[0]} on the accessibility bus')
        super().__init__(self, node)
        self.find(('frame', 'dialog', 'window'), timeout=timeout)
        self.seconds = time.monotonic() - start

    def _find_node(self):
        pid = self.program.process.pid
        try:
            root = self.desktop.root
            for i in range(root.childCount):
                node = root.getChildAtIndex(i)
                if node and node.get_process_id() == pid:
                    return node
        except (LookupError, RuntimeError, self.desktop.GError):
            pass  # one has just ended
        return None

    def wait_until(self, condition, timeout, what):
        """Returns the first true value of condition. Does not wait for a
        program that has ended."""
        found = None

        def check():
            nonlocal found
            found = condition()
            return found

        self.program.wait_for(check, timeout, what)
        return found

    def wait_text(self, name, condition, timeout=WAIT):
        """Waits until the text equals condition, or condition (text) is true;
        returns the text."""
        fits = condition if callable(condition) else \
            lambda text: text == condition
        last = None

        def check():
            nonlocal last
            last = self.text(name)
            return fits(last)

        try:
            self.wait_until(check, timeout, f'"{name}"')
        except AssertionError as error:
            raise AssertionError(f'"{name}" was "{last}" at last; {error}') \
                from None
        return last

    # Operations that need an X window

    def _xdotool(self, *argv):
        return subprocess.run(['xdotool', *map(str, argv)], check=False,
                              capture_output=True, text=True).stdout.split()

    def _window(self, title=None):
        """The X window with that title; without a title the newest one that
        has any."""
        found = self.wait_until(
            lambda: self._xdotool(
                'search', '--all', '--onlyvisible', '--pid',
                self.program.process.pid, '--name', title or '.'),
            WAIT, f'window "{title or ""}"')
        return found[-1]

    def press(self, *keys, title=None):
        """Keys in xdotool's notation, such as ctrl+q, in that window."""
        window = self._window(title)
        self._xdotool('windowfocus', '--sync', window)
        self._xdotool('key', '--clearmodifiers', *keys)

    def type(self, text, title=None):
        window = self._window(title)
        self._xdotool('windowfocus', '--sync', window)
        self._xdotool('type', '--delay', 5, '--', text)

    def resize(self, width, height, title=None):
        self._xdotool('windowsize', '--sync', self._window(title), width,
                      height)

    def point(self, part, share):
        """Moves the pointer into a widget, at this distance from its left
        edge."""
        (x, y), (width, height) = part.node.position, part.node.size
        self._xdotool('windowraise', self._window())
        for off in (5, 0):  # the first move only enters it
            self._xdotool('mousemove', '--sync', round(x + share * width) - off,
                          y + height // 2)

    def choose_file(self, file, all_of_it=False):
        """In the open file chooser. all_of_it: also replaces the extension
        that is in the entry."""
        dialog = self.find('file chooser')
        name = dialog.name
        if all_of_it:
            self.press('ctrl+a', title=f'^{re.escape(name)}$')
        self.type(file, title=f'^{re.escape(name)}$')
        self.press('Return', title=f'^{re.escape(name)}$')
        self.wait_until(lambda: not self.has('file chooser'), WAIT,
                        'the file chooser closes')

    def screenshot(self, file, title=None):
        """The window as a PNG."""
        window = self._window(title)
        self._xdotool('windowraise', window, 'windowfocus', window)
        time.sleep(0.3)  # let it be drawn as active
        found = self._xdotool('getwindowgeometry', '--shell', window)
        shape = dict(line.split('=') for line in found)
        for side, limit in zip(('WIDTH', 'HEIGHT'),
                               self.desktop.size.split('x')):
            assert int(shape[side]) <= int(limit), \
                f'the window is larger than the screen: {found}'
        result = subprocess.run(
            ['import', '-silent', '-window', window, f'png:{file}'],
            check=False, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr

    def stop(self, sign=signal.SIGTERM):
        """Ends the program; returns its exit status."""
        return self.program.stop(sign=sign)

    def closed(self, timeout=WAIT):
        """Its exit status, once it has exited by itself."""
        return self.program.wait(timeout)


class Desktop:
    """The screen and its buses. settings: 'memory', or 'keyfile', which keeps
    them in directory between launches."""

    used = False

    def __init__(self, size='1280x900', theme='Adwaita', scale=1,
                 settings='memory'):
        assert not Desktop.used, 'one a process'
        Desktop.used = True
        self.size = size
        self.look = {'GTK_THEME': theme, 'GDK_SCALE': str(scale)}
        self.settings = settings
        self.programs = []
        self.environment = dict(os.environ)
        self.files = tempfile.TemporaryDirectory(prefix='qosgui-')
        self.directory = self.files.name
        self.root = self.atspi = self.GError = None

    def __enter__(self):
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, self._terminate)
        try:
            self._prepare_environment()
            self._start_screen()
            self._start_buses()
            self._import_dogtail()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        for program in reversed(self.programs):
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.stop(sign=signal.SIGTERM)
        os.environ.clear()
        os.environ.update(self.environment)
        self.files.cleanup()

    def _terminate(self, *_):
        self.__exit__()
        os._exit(1)  # cases may still wait for what is gone

    def _prepare_environment(self):
        for name in ('config/gtk-3.0', 'cache', 'data', 'run', 'home'):
            os.makedirs(f'{self.directory}/{name}', mode=0o700)
        with open(f'{self.directory}/config/gtk-3.0/settings.ini', 'w',
                  encoding='ascii') as file:
            file.write(GTK_SETTINGS)
        for name in ('AT_SPI_BUS_ADDRESS', 'DBUS_SESSION_BUS_ADDRESS',
                     'GTK_MODULES', 'GTK_A11Y', 'NO_AT_BRIDGE',
                     'WAYLAND_DISPLAY'):
            os.environ.pop(name, None)
        os.environ.update(
            HOME=f'{self.directory}/home',
            XDG_RUNTIME_DIR=f'{self.directory}/run',
            XDG_CONFIG_HOME=f'{self.directory}/config',
            XDG_CACHE_HOME=f'{self.directory}/cache',
            XDG_DATA_HOME=f'{self.directory}/data',
            GDK_BACKEND='x11', LC_ALL='C.UTF-8',
            GSETTINGS_BACKEND=self.settings, **self.look)

    def _start(self, *argv):
        # It ends with the test, even if that is killed.
        program = qosnet.Program(['setpriv', '--pdeathsig', 'TERM', *argv])
        self.programs.append(program)
        return program

    def _start_screen(self):
        server = self._start('Xvfb', '-displayfd', '1', '-screen', '0',
                             f'{self.size}x24', '-nolisten', 'tcp', '-noreset')
        server.wait_for(lambda: any(l.isdigit() for l in server.lines), 20,
                        'Xvfb has a display')
        number = [l for l in server.lines if l.isdigit()][0]
        os.environ['DISPLAY'] = f':{number}'
        # In a corner the pointer opens no tooltip, which would be a window
        # too.
        subprocess.run(['xdotool', 'mousemove', *self.size.split('x')],
                       check=True)

    def _start_buses(self):
        config = f'{self.directory}/bus.conf'
        with open(config, 'w', encoding='ascii') as file:
            file.write(BUS_CONFIG.format(self.directory))
        bus = self._start('dbus-daemon', f'--config-file={config}', '--nofork',
                          '--print-address=1')
        bus.wait_line('unix:')
        os.environ['DBUS_SESSION_BUS_ADDRESS'] = bus.lines[0]
        launcher = [file for file in BUS_LAUNCHERS if os.path.exists(file)]
        assert launcher, 'no at-spi-bus-launcher'
        self._start(launcher[0], '--launch-immediately')
        wait_until(self._has_accessibility, 15, 'the accessibility bus')

    def _has_accessibility(self):
        return subprocess.run(
            ['gdbus', 'call', '--session', '--dest', 'org.a11y.Bus',
             '--object-path', '/org/a11y/bus', '--method',
             'org.a11y.Bus.GetAddress'], check=False,
            capture_output=True).returncode == 0

    def _import_dogtail(self):
        # pylint: disable=import-outside-toplevel
        from dogtail.config import config
        config.logDebugToFile = False
        config.logDebugToStdOut = False
        config.checkForA11y = False
        config.actionDelay = config.defaultDelay = config.typingDelay = 0
        config.searchBackoffDuration = 0.02
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi, GLib
        from dogtail import tree
        self.atspi = Atspi
        self.GError = GLib.Error
        self.root = tree.root

    def launch(self, argv, env=None, timeout=20, theme=None, scale=None):
        """Starts a program and waits for its window."""
        env = dict(env or {})
        if theme:
            env['GTK_THEME'] = theme
        if scale:
            env['GDK_SCALE'] = str(scale)
        return App(self, argv, env, timeout)

    def setting(self, schema, key):
        """The stored value, as gsettings prints it; for 'keyfile'."""
        return subprocess.run(['gsettings', 'get', schema, key], check=True,
                              capture_output=True, text=True).stdout.strip()
