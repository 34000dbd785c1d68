"""Drawings by code: an author writes a scene as data, here it becomes SVG. Plain Python, no Django.

    plain data → reading.read → Scene → picture.picture → Picture → svg.still, start, moving, thumbnail, frame
                                                                  → checks.faults

A scene poses models: a view of a body (`views/`), hands (`hands`), props (`props`). Every value is a number, or a list
with one number for each pose:

    heel-raise-towel:
      description: The {side} foot seen from its inner side. The heel rises over a rolled towel.
      strand: move                          # or touch: a hand or a ball does it
      motion: stroke                        # or cycle: round and round
      tempo: {up: 1.6, hold: 0.8, down: 1.6}
      panels:                               # one, or a small one for the position and a close-up
        - view: foot_side
          origin: [78, 212]                 # of the rig on the page; also size, scale
          pose: {heel_up: [0, 30], toe: 31} # or subjects: {left: {x: -58, ...}, right: {...}}
          props: [floor, {towel_roll: {x: 190, radius: 10}}]
          hands: []                         # {pinch: {at: toe_tip, along: [big_toe_joint, toe_tip], turn: 215}}
          accent: heel                      # parts of the view
          ghost: outline                    # parts shown dotted where they were at the start (a cycle: half way round)
          marks: [{trace: heel}]            # also push, circle, line, path, way
          shows: left                       # only where a figure's far limb moves: the side it is drawn for
          areas: {}                         # instead of movement, parts to choose from: {shin: shin, sole: arch}

Inside, y points up and lengths are units of the rig (a foot is 200 long, a figure about 300 high); `picture` turns them
into the page's, y down. Frames are sampled poses with the same shapes and points, so that outlines morph.
"""
