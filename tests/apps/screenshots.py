# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Makes the screenshots for README: both apps in Xvfb, light and dark,
streaming through the impairment relay for a minute.

python3 tests/apps/screenshots.py FOLDER"""

import os
import sys
import time

TOP = os.path.dirname(os.path.dirname(os.path.dirname(
    os.path.abspath(__file__))))
BUILD = os.environ.get('MESON_BUILD_ROOT', f'{TOP}/build-tests')
sys.path += [f'{TOP}/tests/net', f'{TOP}/tests/apps']
os.environ.setdefault('IMPAIR', f'{BUILD}/tests/impair/impair')
os.environ.setdefault('GSETTINGS_SCHEMA_DIR', f'{BUILD}/apps/data')

# pylint: disable=wrong-import-position
import qosgui
import qosnet
import qossound

SENDER = f'{BUILD}/apps/sender/qos-sender'
RECEIVER = f'{BUILD}/apps/receiver/qos-receiver'
NAMES = ('Studio', 'Kitchen', 'Field reporter')
PATH = ('--seed', '4', '--fwd', 'only=rtp,delay=18,jitter=6,loss=0.5', '--fwd',
        'only=rtcp,delay=18', '--rev', 'delay=15', '--at', 'rtp+20000',
        'fwd only=rtp,delay=60,loss=4', '--at', 'rtp+32000',
        'fwd only=rtp,delay=18,loss=0.5')


def main():
    folder = sys.argv[1]
    silent = {'PULSE_SERVER': 'unix:/nonexistent'}
    with qosgui.Desktop(size='1280x1100') as desktop:
        ports = [qosnet.free_port() for _ in range(2)]
        relays = [qosnet.Relay(port, *PATH) for port in ports]
        shown = {}
        for theme, port, relay in zip(('light', 'dark'), ports, relays):
            gtk = 'Adwaita:dark' if theme == 'dark' else 'Adwaita'
            shown['receiver', theme] = desktop.launch(
                [RECEIVER, '--start', '-o', 'none', '-p', str(port)], silent,
                theme=gtk)
            shown['sender', theme] = desktop.launch(
                [SENDER, '--start', '-s', qossound.SPEECH, '-n', NAMES[0],
                 f'127.0.0.1:{relay.port}'], silent, theme=gtk)
            for name in NAMES[1:]:
                desktop.programs.append(qosnet.Program(
                    [SENDER, '--headless', '-s', qossound.SPEECH, '-n', name,
                     f'127.0.0.1:{relay.port}'], env=silent))
        for app in shown.values():
            app.press('ctrl+1')
        time.sleep(60)
        for (name, theme), app in shown.items():
            if name == 'receiver':
                app.resize(820, 1080)
            app.screenshot(os.path.join(folder, f'{name}-{theme}.png'))


if __name__ == '__main__':
    main()
