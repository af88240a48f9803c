# SPDX-FileCopyrightText: 2026 The gst-qosaudio authors
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Every format is played: stock payloaders, all at once into one receiver,
each with its own tone, which must be found in the recording. APPS names the
apps folder of the build."""

import os
import subprocess
import tempfile
import time

import numpy

import qosnet

RECEIVER = os.path.join(os.environ['APPS'], 'receiver', 'qos-receiver')
TONE = ('audiotestsrc is-live=true samplesperbuffer=480 volume=0.06 freq={hz} '
        '! audio/x-raw,rate={rate},channels={channels} ! {pay} ssrc={ssrc} ! '
        'udpsink host=127.0.0.1 port={port}')

# Where the format comes from: nowhere (a static payload type), caps, or the
# SDP.
AAC = ('media=audio,clock-rate=48000,encoding-name=MPEG4-GENERIC,'
       'mode=AAC-hbr,sizelength=(string)13,indexlength=(string)3,'
       'indexdeltalength=(string)3,config=(string)1190')
LINES = [
    ('G.711 mu-law', 8000, 1, 'mulawenc ! rtppcmupay', None),
    ('G.711 A-law', 8000, 1, 'alawenc ! rtppcmapay', None),
    ('G.722', 16000, 1, 'avenc_g722 ! rtpg722pay', None),
    ('L16, static', 44100, 2, 'rtpL16pay pt=10', None),
    ('L16', 48000, 1, 'rtpL16pay pt=101',
     'media=audio,clock-rate=48000,encoding-name=L16,encoding-params=(string)1'),
    ('L24', 48000, 2, 'rtpL24pay pt=102',
     'media=audio,clock-rate=48000,encoding-name=L24,encoding-params=(string)2'),
    ('Opus', 48000, 2, 'opusenc ! rtpopuspay pt=103',
     'media=audio,clock-rate=48000,encoding-name=OPUS'),
    ('AAC', 48000, 2, 'avenc_aac ! rtpmp4gpay pt=104', AAC),
    ('LATM', 48000, 2, 'avenc_aac ! rtpmp4apay pt=105',
     'media=audio,clock-rate=48000,encoding-name=MP4A-LATM,'
     'cpresent=(string)0,config=(string)400023203fc0'),
    ('codec-config', 48000, 2, 'avenc_aac ! qospay pt=106', None),
]
# ffmpeg: its sound, the payload type, the lines in the SDP.
FFMPEG = [
    ('ffmpeg AAC', '-c:a aac', 110,
     'a=rtpmap:110 MPEG4-GENERIC/48000/2\r\na=fmtp:110 profile-level-id=1;'
     'mode=AAC-hbr;sizelength=13;indexlength=3;indexdeltalength=3;config=1190'),
    ('ffmpeg Opus', '-c:a libopus', 111,
     'a=rtpmap:111 opus/48000/2\r\na=fmtp:111 sprop-stereo=1'),
    ('ffmpeg G.711', '-ar 8000 -ac 1 -c:a pcm_alaw', 8, None),
]


def frequency(n):
    """No tone is a harmonic of another one."""
    return 430 + 190 * n


def write_sdp(file, port):
    types = [t for _, _, t, text in FFMPEG if text]
    with open(file, 'w', encoding='ascii', newline='') as out:
        out.write('v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\n'
                  'c=IN IP4 127.0.0.1\r\nt=0 0\r\n'
                  f'm=audio {port} RTP/AVP {" ".join(map(str, types))}\r\n' +
                  ''.join(text + '\r\n' for *_, text in FFMPEG if text))


def caps():
    return '; '.join(
        f'application/x-rtp,payload={pay.split("pt=")[1]},{text}'
        for _, _, _, pay, text in LINES if text)


def start_senders(port):
    senders = [
        qosnet.launch(TONE.format(
            hz=frequency(n), rate=rate, channels=channels, pay=pay,
            ssrc=1000 + n, port=port))
        for n, (_, rate, channels, pay, _) in enumerate(LINES)]
    return senders + [
        qosnet.Program(
            ['ffmpeg', '-nostdin', '-loglevel', 'error', '-re', '-f', 'lavfi',
             '-i', f'sine=f={frequency(len(LINES) + n)}:r=48000:d=60',
             '-af', 'volume=-12dB', '-ac', '2', *codec.split(), '-payload_type',
             str(payload_type), '-f', 'rtp', f'rtp://127.0.0.1:{port}?rtcpport=9'])
        for n, (_, codec, payload_type, _) in enumerate(FFMPEG)]


def loudness(file):
    """How far each tone is above the level between the tones, in dB, in the
    last two seconds."""
    done = subprocess.run(
        ['ffmpeg', '-v', 'error', '-i', file, '-f', 'f32le', '-ac', '1', '-'],
        check=True, capture_output=True)
    rate = 48000
    sound = numpy.frombuffer(done.stdout, '<f4').astype(float)[-2 * rate:]
    power = numpy.abs(numpy.fft.rfft(sound * numpy.hanning(len(sound)))) ** 2

    def around(hz):
        at = round(hz * len(sound) / rate)
        return power[at - 20:at + 20].max()

    return [10 * numpy.log10(around(frequency(n)) / around(frequency(n) + 95))
            for n in range(len(LINES) + len(FFMPEG))]


def every_format():
    port = qosnet.free_port()
    with tempfile.TemporaryDirectory() as directory:
        file = os.path.join(directory, 'x.wav')
        sdp = os.path.join(directory, 'x.sdp')
        write_sdp(sdp, port)
        receiver = qosnet.Program(
            [RECEIVER, '--headless', '--output=none', '--record=' + file,
             '--sdp=' + sdp, '--caps=' + caps(), str(port)],
            env={'G_DEBUG': 'fatal-criticals', 'DISPLAY': '',
                 'PULSE_SERVER': 'unix:/nonexistent'})
        receiver.wait_line('Listening')
        senders = start_senders(port)
        time.sleep(8)
        code = receiver.stop()
        for sender in senders:
            sender.stop()
        assert code == 0, receiver.lines
        heard = loudness(file)
    names = [name for name, *_ in LINES + FFMPEG]
    silent = [name for name, db in zip(names, heard) if db < 15]
    text = ', '.join(f'{name} {db:.0f} dB' for name, db in zip(names, heard))
    assert not silent, f'not heard: {silent}; {text}\n' + \
        '\n'.join(receiver.lines)
    return text


if __name__ == '__main__':
    tap = qosnet.Tap()
    tap.run([('every format is heard', every_format)])
    tap.finish()
