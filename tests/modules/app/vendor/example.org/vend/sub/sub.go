package sub

const Zero = 0
