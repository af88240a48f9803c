# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""meson setup, compile, install into a prefix, use it from there; meson
devenv."""

import glob
import os
import subprocess
import tempfile

import qosnet


def run(*argv, **environment):
    result = subprocess.run(
        argv, capture_output=True, text=True, check=False,
        env={**os.environ, **environment})
    assert result.returncode == 0, (argv, result.stdout, result.stderr)
    return result.stdout


def check_apps(prefix, environment):
    for name in ('Sender', 'Receiver'):
        app = f'qos-{name.lower()}'
        assert run(f'{prefix}/bin/{app}', '--version', **environment
                   ).startswith(f'{app} 0.'), app
        for file in (f'applications/org.qosaudio.{name}.desktop',
                     f'metainfo/org.qosaudio.{name}.metainfo.xml',
                     f'icons/hicolor/scalable/apps/org.qosaudio.{name}.svg',
                     f'man/man1/{app}.1'):
            assert os.path.exists(f'{prefix}/share/{file}'), file
    assert run(f'{prefix}/bin/qos-analyze', '--version').startswith(
        'qos-analyze 0.')
    assert os.path.exists(f'{prefix}/share/man/man1/qos-analyze.1')
    assert os.path.exists(
        f'{prefix}/share/glib-2.0/schemas/gschemas.compiled')


def install():
    with tempfile.TemporaryDirectory() as directory:
        build, prefix = f'{directory}/build', f'{directory}/prefix'
        run('meson', 'setup', build, f'--prefix={prefix}', '-Dtests=disabled')
        run('meson', 'compile', '-C', build)
        run('meson', 'install', '-C', build)
        found = glob.glob(f'{prefix}/**/libgstqosaudio.so', recursive=True)
        assert len(found) == 1, found
        environment = {'GST_PLUGIN_PATH': os.path.dirname(found[0]),
                       'GST_REGISTRY': f'{directory}/registry'}
        assert 'qosstats' in run('gst-inspect-1.0', 'qosaudio', **environment)
        assert ' 0 blacklisted' in run('gst-inspect-1.0', '-b', **environment)
        port = qosnet.free_port()
        run('gst-launch-1.0', 'audiotestsrc', 'num-buffers=20', '!',
            'avenc_aac', '!', 'qossink', f'uri=qos://127.0.0.1:{port}',
            **environment)
        check_apps(prefix, environment)
        inside = run('meson', 'devenv', '-C', build, 'gst-inspect-1.0',
                     'qosaudio', GST_PLUGIN_PATH='',
                     GST_REGISTRY=f'{directory}/registry-devenv')
        assert build in inside, inside


if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run([('install, and use from there', install)])
    tap.finish()
